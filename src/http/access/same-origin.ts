import type { FastifyRequest } from "fastify";
import { HttpProblem } from "../problems/problem.ts";

/**
 * Refuses what another site makes a browser ask: a browser tells where a request comes from in Sec-Fetch-Site, or, over plain
 * HTTP, in Origin; a request with a cookie and neither comes from no browser that is meant. `publicOrigin` is the service's own as browsers
 * see it; null = as the request says.
 * @throws HttpProblem cross_site_refused
 */
export function requireSameOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { "sec-fetch-site": site, origin } = request.headers;
  const own = publicOrigin ?? `${request.protocol}://${request.host}`;
  if (site === undefined ? origin === own : site === "same-origin") return;
  throw new HttpProblem(
    "cross_site_refused",
    `This was asked from another site than ${own}. If that is not the address that you use, set PUBLIC_URL to yours.`,
  );
}
