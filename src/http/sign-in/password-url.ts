import type { FastifyRequest } from "fastify";
import type { PasswordLink } from "../../users/users.ts";

const PAGE = "/app/set-password";

/** Where a user sets the password. The secret stands behind the #, which a browser sends to no server, so it is in no log on the way. */
export function passwordUrl(origin: string, { secret }: PasswordLink): string {
  return `${origin}${PAGE}#${secret}`;
}

/** The link as an owner hands it on. */
export function showLink(request: FastifyRequest, publicOrigin: string | null, link: PasswordLink) {
  const origin = publicOrigin ?? `${request.protocol}://${request.host}`;
  return { url: passwordUrl(origin, link), expiresAt: link.expiresAt };
}
