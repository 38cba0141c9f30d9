import type { FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../clock.ts";
import { NO_TRACING, type Tracing } from "../../observability/tracing.ts";

interface PushTrace {
  readonly tracing: Tracing | undefined;
  readonly clock: Clock;
  readonly pluginId: string;
}

/**
 * The span of a push, from its headers to its answer, as a part of the trace that its `traceparent` header names. Only for
 * requests with a valid key, so that nobody else can fill the collector. Answers the `traceparent` to continue from.
 */
export function startPushSpan(request: FastifyRequest, reply: FastifyReply, parts: PushTrace): string | null {
  const { tracing = NO_TRACING, clock, pluginId } = parts;
  if (tracing === NO_TRACING) return null;
  const { traceparent } = request.headers;
  const span = tracing.startSpan({
    name: `${request.method} ${request.routeOptions.url ?? ""}`,
    kind: "server",
    parent: typeof traceparent === "string" ? traceparent : null,
    startedAt: clock.now() - reply.elapsedTime,
    attributes: { "http.request.method": request.method, "centra_klaviyo.plugin": pluginId },
  });
  reply.raw.once("close", () => {
    const { statusCode } = reply;
    span.end({
      attributes: { "http.response.status_code": statusCode },
      ...(statusCode >= 500 ? { error: String(statusCode) } : {}),
    });
  });
  return span.traceParent;
}
