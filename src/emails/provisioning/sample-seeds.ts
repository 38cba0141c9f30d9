import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { sampleEvent, sampleShipment } from "../../commerce/samples.ts";
import type { SeedEvent } from "../../klaviyo/setup/seed-metrics.ts";
import { METRIC_NOTES } from "../../metrics/docs/metric-notes.ts";
import { mapCommerceEvent } from "../../metrics/map-commerce-event.ts";
import type { MetricName } from "../../metrics/metric-event.ts";
import { sampleSettings } from "../../metrics/sample-settings.ts";

const STATUSES: Readonly<Partial<Record<MetricName, typeof sampleShipment.status>>> = {
  Shipped: "shipped",
  "Out for delivery": "out_for_delivery",
  Delivered: "delivered",
};

/**
 * One event a metric, with every variable that our mails know, so that Klaviyo's editor offers them. It has no value, since it is no revenue,
 * and its id is always the same: Klaviyo keeps the first.
 */
export function sampleSeeds(metrics: readonly MetricName[], pluginId: string, nowMs: number): SeedEvent[] {
  return metrics.flatMap((name) => {
    const outcome = mapCommerceEvent(commerceEventFor(name), sampleSettings);
    const event = outcome.kind === "mapped" ? outcome.events.find(({ metric }) => metric === name) : undefined;
    if (event === undefined) return [];
    const { properties } = event;
    return { metric: name, uniqueId: `${pluginId}-sample`, time: new Date(nowMs).toISOString(), properties };
  });
}

function commerceEventFor(metric: MetricName): CommerceEvent {
  const status = STATUSES[metric];
  if (status !== undefined) return sampleEvent("shipment.updated", { shipment: { ...sampleShipment, status } });
  return sampleEvent(METRIC_NOTES[metric].from);
}
