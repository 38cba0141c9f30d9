import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { encodeMetricEvent } from "../../klaviyo/encode-event.ts";
import type { SendOutcome } from "../../klaviyo/outcome.ts";
import { mapCommerceEvent } from "../../metrics/map-commerce-event.ts";
import type { MetricName } from "../../metrics/metric-event.ts";
import type { MappingSettings } from "../../metrics/settings.ts";
import type { StraightSamples } from "./schemas.ts";

type Sample = StraightSamples["samples"][number];

interface StraightRequest {
  readonly klaviyo: Pick<KlaviyoClient, "createEvent">;
  readonly privateKey: string;
  readonly settings: MappingSettings;
  readonly events: readonly CommerceEvent[];
  readonly metrics: readonly MetricName[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * One event of each metric to Klaviyo, past the outbox, which delivers nothing of an inactive plugin: so flows can be built before it
 * goes live. Answers what Klaviyo said to each.
 */
export async function sendStraight({ klaviyo, privateKey, ...rest }: StraightRequest): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { metric, body, profile, reason } of oneOfEach(rest)) {
    samples.push(
      reason === null
        ? describe(metric, await klaviyo.createEvent(privateKey, { body, profile }))
        : { metric, outcome: "left_out", detail: reason },
    );
  }
  return samples;
}

/** Several events may give the same metric: the first counts. */
function oneOfEach({ settings, events, metrics, now }: Omit<StraightRequest, "klaviyo" | "privateKey">) {
  const found = events.flatMap((event) => {
    const outcome = mapCommerceEvent(event, settings, { now });
    if (outcome.kind === "held") return [];
    const sent = outcome.events.map((metricEvent) => ({ metricEvent, reason: null }));
    return [...sent, ...outcome.skipped.map((one) => ({ metricEvent: one.event, reason: one.reason.message }))];
  });
  const first = new Map(found.toReversed().map((one) => [one.metricEvent.metric, one]));
  return metrics.flatMap((metric) => {
    const one = first.get(metric);
    return one === undefined ? [] : [{ metric, ...encodeMetricEvent(one.metricEvent), reason: one.reason }];
  });
}

function describe(metric: string, outcome: SendOutcome): Sample {
  switch (outcome.kind) {
    case "accepted":
      return { metric, outcome: "taken", detail: "" };
    case "unreachable":
      return { metric, outcome: "refused", detail: `Klaviyo could not be reached: ${outcome.detail}` };
    case "refused":
      return { metric, outcome: "refused", detail: outcome.errors[0]?.detail ?? `status ${outcome.status}` };
  }
}
