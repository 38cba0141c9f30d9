import type { CommerceEventType } from "../../commerce/commerce-event.ts";
import { sampleEvent } from "../../commerce/samples.ts";

const TYPES: readonly CommerceEventType[] = [
  "order.placed",
  "order.confirmed",
  "order.cancelled",
  "order.refunded",
  "shipment.updated",
  "checkout.started",
  "customer.created",
  "customer.password_reset_requested",
  "gift_certificate.issued",
];

/** One complete event of each type, for the published description. */
export const pushExamples: Readonly<Record<string, unknown>> = Object.fromEntries(
  TYPES.map((type) => [type, sampleEvent(type)]),
);
