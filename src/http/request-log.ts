import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { HttpListener } from "./http-metrics.ts";

interface RequestLogParts {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly observe?: HttpListener | undefined;
}

/**
 * One line a request: what was asked by its route's pattern, how it ended and how long it took. No address, query string,
 * header or body, so no personal data and no key. Probes and scrapes that went well are worth a line only at level debug.
 */
export function logRequests(server: FastifyInstance, { logger, clock, observe }: RequestLogParts): void {
  server.addHook("onRequest", async (request, reply) => {
    const startedAt = clock.monotonic();
    reply.raw.once("close", () => {
      const { url: route = "(none)", config } = request.routeOptions;
      const { method } = request;
      const status = reply.raw.writableFinished ? reply.statusCode : "aborted";
      const durationMs = clock.monotonic() - startedAt;
      const isQuiet = config?.operation?.tag === "Health" && status === 200;
      logger[isQuiet ? "debug" : "info"](
        { requestId: request.id, method, route, status, ms: Math.round(durationMs * 10) / 10 },
        "request",
      );
      if (config?.isLongLived !== true) observe?.({ type: "request_finished", method, route, status, durationMs });
    });
  });
}
