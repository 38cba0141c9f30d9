import type { FastifyReply, FastifyRequest } from "fastify";
import { LONGEST_MS } from "../../users/sessions.ts";

const NAME = "centra_klaviyo_session";

export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  set(request: FastifyRequest, reply: FastifyReply, secret: string): void;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * The cookie that carries a session's secret: no script reads it, and no other site's request carries it. Over HTTPS it is
 * also bound to this host and never sent without encryption (the prefix __Host-, RFC 6265bis).
 */
export function createSessionCookie(publicOrigin: string | null): SessionCookie {
  const isSecure = (request: FastifyRequest) =>
    publicOrigin === null ? request.protocol === "https" : publicOrigin.startsWith("https:");
  const nameOf = (request: FastifyRequest) => (isSecure(request) ? `__Host-${NAME}` : NAME);
  const attributesOf = (request: FastifyRequest) =>
    ({ httpOnly: true, sameSite: "strict", path: "/", secure: isSecure(request) }) as const;
  return {
    read: (request) => request.cookies[nameOf(request)],
    set: (request, reply, secret) =>
      void reply.setCookie(nameOf(request), secret, { ...attributesOf(request), maxAge: LONGEST_MS / 1_000 }),
    clear: (request, reply) => void reply.clearCookie(nameOf(request), attributesOf(request)),
  };
}
