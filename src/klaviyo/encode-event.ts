import type { MetricEvent, MetricProfile } from "../metrics/metric-event.ts";

/** The JSON texts that the outbox keeps and requests are put together from. */
export interface EncodedEvent {
  /** The event's attributes without its profile: properties, time, value, value_currency, unique_id, metric. */
  readonly body: string;
  /** The profile's attributes. */
  readonly profile: string;
}

/** All metric events of one commerce event share a profile, which is written once. */
const writtenProfiles = new WeakMap<MetricProfile, string>();

/** As Create Event and Bulk Create Events have it (Klaviyo, revision 2026-07-15, EventCreateQueryV2). */
export function encodeMetricEvent(event: MetricEvent): EncodedEvent {
  const body = JSON.stringify({
    properties: event.properties,
    time: event.time,
    value: event.value,
    value_currency: event.valueCurrency,
    unique_id: event.uniqueId,
    metric: { data: { type: "metric", attributes: { name: event.metric } } },
  });
  return { body, profile: encodeProfile(event.profile) };
}

function encodeProfile(profile: MetricProfile): string {
  let text = writtenProfiles.get(profile);
  if (text === undefined) {
    text = JSON.stringify(profile);
    writtenProfiles.set(profile, text);
  }
  return text;
}
