import { sampleEvent, sampleShipment } from "../../commerce/samples.ts";
import { mapCommerceEvent } from "../map-commerce-event.ts";
import type { MetricEvent, MetricName } from "../metric-event.ts";
import { sampleSettings } from "../sample-settings.ts";
import { METRIC_NOTES } from "./metric-notes.ts";

const STATUSES = { Shipped: "shipped", "Out for delivery": "out_for_delivery", Delivered: "delivered" } as const;

/** The metric's event of the one sample order: what documents show of it, and what templates are checked against. */
export function sampleMetricEvent(metric: MetricName): MetricEvent {
  const outcome = mapCommerceEvent(sampleCommerceEvent(metric), sampleSettings);
  const event = outcome.kind === "mapped" ? outcome.events.find((mapped) => mapped.metric === metric) : undefined;
  if (!event) throw new Error(`The sample gives no ${metric}.`);
  return event;
}

function sampleCommerceEvent(metric: MetricName) {
  if (metric !== "Shipped" && metric !== "Out for delivery" && metric !== "Delivered") {
    return sampleEvent(METRIC_NOTES[metric].from);
  }
  return sampleEvent("shipment.updated", { shipment: { ...sampleShipment, status: STATUSES[metric] } });
}
