import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../../observability/logger.ts";
import { addMailFrameRoutes } from "./mail-frame.ts";
import { styleNonceOf } from "./style-nonce.ts";

/** Where `npm run build` puts the web app. */
export const WEB_APP_FOLDER = resolve(import.meta.dirname, "../../../web/dist");

const HTML = "text/html; charset=utf-8";
const NONCE_PLACE = "{{nonce}}";
const A_YEAR_MS = 365 * 86_400_000;
const AN_HOUR_MS = 3_600_000;

interface WebAppRoutes {
  readonly logger: Pick<Logger, "warn">;
  readonly folder: string;
  /** Browsers reach the service by HTTPS. */
  readonly isHttps: boolean;
}

/**
 * `/app`: the web app as it was built, its page for every address below that is no file, so that the app itself shows it.
 * Where it was not built, the service runs without, and says so.
 */
export async function addWebAppRoutes(
  server: FastifyInstance,
  { logger, folder, isHttps }: WebAppRoutes,
): Promise<void> {
  const page = await readFile(join(folder, "index.html"), "utf8").catch(() => null);
  if (page === null) {
    logger.warn(
      "The web app is not built, so there is nothing at /app: run `npm run build`. The API works without it.",
    );
    return;
  }
  await protectPages(server, isHttps);
  await server.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/app/assets/",
    preCompressed: true,
    immutable: true,
    maxAge: A_YEAR_MS,
    index: false,
  });
  for (const name of ["icon.svg", "color-scheme.js"]) {
    server.get(`/app/${name}`, (_request, reply) =>
      reply.sendFile(name, folder, { immutable: false, maxAge: AN_HOUR_MS }),
    );
  }
  addMailFrameRoutes(server, folder);
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .type(HTML)
      .header("cache-control", "no-store")
      .send(page.replaceAll(NONCE_PLACE, styleNonceOf(reply.raw)));
  server.get("/app", sendPage);
  server.get("/app/*", sendPage);
}

/**
 * What a page may do: run the scripts and show the style sheets that come with it, and talk to this service. Style sheets that its components
 * add while it runs carry the answer's nonce; no other inline script or style works, nothing is loaded from elsewhere, frames show what is
 * this service's alone (mail-frame.ts), no other site may
 * show a page in a frame, and no address is told to another site.
 */
async function protectPages(server: FastifyInstance, isHttps: boolean): Promise<void> {
  await server.register(helmet, {
    strictTransportSecurity: isHttps && { maxAge: A_YEAR_MS / 1_000, includeSubDomains: false },
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${styleNonceOf(response)}'`],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
}
