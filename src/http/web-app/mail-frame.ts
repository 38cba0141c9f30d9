import type { FastifyInstance } from "fastify";

/**
 * `/app/mail-frame.html`: the document in which the web app shows a mail. Mails need inline styles, which the app's own policy forbids, so
 * they have a document of their own, in a frame without an origin: it reaches nothing of the app, asks nothing of anyone, and has no script
 * but its own. With `?pictures=1` it may load pictures, which tells the shop's servers that somebody looks.
 */
export function addMailFrameRoutes(server: FastifyInstance, folder: string): void {
  server.get<{ Querystring: { pictures?: string } }>("/app/mail-frame.html", { helmet: false }, (request, reply) =>
    reply
      .headers({
        "content-security-policy": policyOf(request.query.pictures === "1"),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      })
      .sendFile("mail-frame.html", folder, { immutable: false, maxAge: 0 }),
  );
  server.get("/app/mail-frame.js", { helmet: false }, (_request, reply) =>
    reply
      // The frame has no origin, so for the browser its script comes from elsewhere.
      .header("cross-origin-resource-policy", "cross-origin")
      .header("x-content-type-options", "nosniff")
      .sendFile("mail-frame.js", folder, { immutable: false, maxAge: 0 }),
  );
}

function policyOf(showsPictures: boolean): string {
  return [
    ...[
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
    ],
    ...[
      `img-src ${showsPictures ? "https: http: data:" : "'none'"}`,
      "frame-ancestors 'self'",
      "sandbox allow-scripts",
    ],
  ].join("; ");
}
