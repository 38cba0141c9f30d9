import type { Clock } from "../clock.ts";
import type { Span, Tracing } from "../observability/tracing.ts";
import type { DeliveryEvent, DeliveryListener } from "./delivery-events.ts";

type Request = Extract<DeliveryEvent, { type: "request_finished" }>;

/**
 * Continues the trace that began at an event's intake, be that in another process: a span `deliver` for each attempt of an event. In it,
 * for a request of one event, the request; a bulk request has a trace of its own with links to its events, since it has no single
 * parent. Spans are made when the request has ended, so sending waits for nothing.
 */
export function createDeliveryTraces(tracing: Tracing, clock: Clock): DeliveryListener {
  return (event) => {
    if (event.type !== "request_finished" || event.traced.length === 0) return;
    const endedAt = clock.now();
    const startedAt = endedAt - event.durationMs;
    const attempts = event.traced.map(({ traceParent, outboxId, metric, attempt }) =>
      tracing.startSpan({
        name: `deliver ${metric}`,
        kind: "consumer",
        parent: traceParent,
        startedAt,
        attributes: {
          "centra_klaviyo.plugin": event.pluginId,
          "centra_klaviyo.lane": event.lane,
          "centra_klaviyo.event_id": outboxId,
          "centra_klaviyo.attempt": attempt,
        },
      }),
    );
    const request = startRequestSpan(tracing, event, attempts, startedAt);
    const { error } = event;
    request.end({ endedAt, ...(error === null ? {} : { error }) });
    for (const attempt of attempts) {
      attempt.end({
        endedAt,
        attributes: { "centra_klaviyo.outcome": event.outcome },
        ...(error === null ? {} : { error }),
      });
    }
  };
}

function startRequestSpan(tracing: Tracing, event: Request, attempts: readonly Span[], startedAt: number): Span {
  const contexts = attempts.flatMap(({ traceParent }) => traceParent ?? []);
  const isAlone = event.events === 1;
  return tracing.startSpan({
    name: event.request,
    kind: "client",
    parent: isAlone ? (contexts[0] ?? null) : null,
    startedAt,
    links: isAlone ? [] : contexts,
    attributes: {
      "centra_klaviyo.account": event.accountId,
      "centra_klaviyo.events": event.events,
      ...(typeof event.result === "number"
        ? { "http.response.status_code": event.result }
        : { "error.type": event.result }),
    },
  });
}
