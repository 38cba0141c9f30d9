import type { FastifyInstance } from "fastify";
import type { Logger } from "../../observability/logger.ts";
import { READING } from "./authorise.ts";

/** A line in the log for everything that was changed or tried to be: who, what, of what, and how it ended. Ids alone, nothing of the content. */
export function auditChanges(server: FastifyInstance, logger: Logger): void {
  server.addHook("onResponse", async (request, reply) => {
    const { actor, method, routeOptions, params, id: requestId } = request;
    if (actor === null || READING.has(method)) return;
    const who = actor.kind === "user" ? `user ${actor.user.id}` : "admin token";
    const what = routeOptions.config.operation?.operationId ?? `${method} ${routeOptions.url}`;
    logger.info({ audit: true, who, what, of: params, status: reply.statusCode, requestId }, "admin change");
  });
}
