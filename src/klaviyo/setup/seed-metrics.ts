import type { MetricEvent } from "../../metrics/metric-event.ts";
import { BULK_CREATE_EVENTS, bulkCreateEventsBody } from "../bulk-create-events.ts";
import { encodeMetricEvent } from "../encode-event.ts";
import type { Ask } from "./ask.ts";
import { PACES } from "./pace.ts";

/** An event without its profile: the merchant's own profile must not become the sample customer's. */
export type SeedEvent = Omit<MetricEvent, "profile" | "secrets">;

/** One bulk request, marked as backfill: it makes the metrics, shows their variables in Klaviyo's editor, and sends no mail. */
export async function seedMetrics(ask: Ask, email: string, events: readonly SeedEvent[]): Promise<void> {
  const bodies = events.map((event) => encodeMetricEvent({ ...event, profile: { email }, secrets: [] }).body);
  const text = bulkCreateEventsBody([{ profile: JSON.stringify({ email }), events: bodies }], true);
  const body: unknown = JSON.parse(text);
  await ask.done({
    ...BULK_CREATE_EVENTS,
    endpoint: "POST /api/event-bulk-create-jobs",
    pace: PACES.m,
    scopes: ["events:write"],
    what: "make the metrics",
    body,
    repeatable: true,
  });
}
