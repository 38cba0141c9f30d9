import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";

/**
 * One line a request: what was asked by its route's pattern, how it ended and how long it took. No address, query string,
 * header or body, so no personal data and no key.
 */
export function logRequests(server: FastifyInstance, { logger, clock }: { logger: Logger; clock: Clock }): void {
  server.addHook("onRequest", async (request, reply) => {
    const startedAt = clock.monotonic();
    reply.raw.once("close", () => {
      const entry = {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "(none)",
        status: reply.raw.writableFinished ? reply.statusCode : "aborted",
        ms: Math.round((clock.monotonic() - startedAt) * 10) / 10,
      };
      logger.info(entry, "request");
    });
  });
}
