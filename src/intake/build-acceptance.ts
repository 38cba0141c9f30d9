import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { encodeMetricEvent } from "../klaviyo/encode-event.ts";
import { mapCommerceEvent } from "../metrics/map-commerce-event.ts";
import type { Reason } from "../metrics/mapping-outcome.ts";
import type { MetricEvent } from "../metrics/metric-event.ts";
import type { Acceptance, HeldEvent, Lane, NewEvent } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";

type Origin = Pick<
  HeldEvent,
  "pluginId" | "lane" | "commerceType" | "commerceSource" | "commerceId" | "occurredAt" | "orderNumber"
>;

/**
 * Maps a commerce event under the plugin's settings to what the outbox is to take. Pure. `now`: milliseconds since the epoch;
 * `traceParent`: of the intake, kept with what is to be delivered; `isNewest`: of the history lane, the event's order is its
 * customer's newest; `exportStartedAt`: of the historical export that tells of it.
 */
export function buildAcceptance(
  plugin: StorePlugin,
  event: CommerceEvent,
  {
    lane,
    now,
    traceParent = null,
    isNewest = false,
    exportStartedAt = null,
  }: {
    lane: Lane;
    now: number;
    traceParent?: string | null;
    isNewest?: boolean;
    exportStartedAt?: number | null;
  },
): Acceptance {
  const outcome = mapCommerceEvent(event, plugin.settings, {
    isPluginActive: plugin.status === "active",
    now,
  });
  const origin: Origin = {
    pluginId: plugin.id,
    lane,
    commerceType: event.type,
    commerceSource: event.source,
    commerceId: event.id,
    occurredAt: Date.parse(event.time),
    orderNumber: orderNumberOf(event),
  };
  if (outcome.kind === "held") {
    const held = {
      ...origin,
      profileKey: emailOf(event),
      commerceEvent: JSON.stringify(event),
      reason: outcome.reason,
    };
    return { events: [], held };
  }
  const pending = outcome.events.map((metricEvent, index) => ({
    ...newEvent(
      plugin,
      origin,
      lane === "live" || (isNewest && index === 0) ? metricEvent : ofWhomAlone(metricEvent),
      null,
    ),
    traceParent,
    exportStartedAt,
  }));
  const skipped = outcome.skipped.map(({ event: metricEvent, reason }) =>
    newEvent(plugin, origin, lane === "live" ? metricEvent : ofWhomAlone(metricEvent), reason),
  );
  return { events: [...pending, ...skipped], held: null };
}

function newEvent(plugin: StorePlugin, origin: Origin, metricEvent: MetricEvent, reason: Reason | null): NewEvent {
  const { body, profile } = encodeMetricEvent(metricEvent);
  return {
    ...origin,
    accountId: plugin.apiKey,
    metric: metricEvent.metric,
    uniqueId: metricEvent.uniqueId,
    occurredAt: Date.parse(metricEvent.time),
    profileKey: metricEvent.profile.email.toLowerCase(),
    body,
    profile,
    secrets: metricEvent.secrets,
    state: reason === null ? "pending" : "skipped",
    reason,
  };
}

/**
 * Klaviyo overwrites a profile with whatever an event says of it, so an event of the past says only whose it is: all but one of the
 * customer's newest order, and that one only as long as no live event of the customer is known when it is claimed.
 */
function ofWhomAlone(event: MetricEvent): MetricEvent {
  return { ...event, profile: { email: event.profile.email } };
}

function orderNumberOf({ data }: CommerceEvent): string | null {
  return "order" in data ? data.order.number : null;
}

function emailOf({ data }: CommerceEvent): string {
  if ("order" in data) return data.order.customer.email.toLowerCase();
  if ("checkout" in data) return data.checkout.customer.email.toLowerCase();
  return data.customer.email.toLowerCase();
}
