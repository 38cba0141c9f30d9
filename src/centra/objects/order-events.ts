import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { parseCommerceEvent } from "../../commerce/parse-commerce-event.ts";
import { trackingUrlOf } from "../connection/tracking-url.ts";
import { amountText, sizeOf } from "./amounts.ts";
import { commerceOrder, type OrderContext } from "./commerce-order.ts";
import { addressOf, compact, cut, webAddress } from "./commerce-parts.ts";
import { type OrderFact, timeOfFact } from "./order-facts.ts";
import type { CentraOrder, CentraPayment, CentraShipment } from "./read-order.ts";

export type Told =
  | { readonly ok: true; readonly event: CommerceEvent }
  /** In plain words, without personal data. */
  | { readonly ok: false; readonly fault: string };

/** One thing that happened to an order, as a commerce event. `source`: a URI reference of the instance. */
export function orderEvent(order: CentraOrder, fact: OrderFact, source: string, context: OrderContext): Told {
  const time = timeOfFact(fact, order) ?? undefined;
  return checkEvent({
    specversion: "1.0",
    id: `centra-order-${order.number}-${fact.key.replace(":", "-")}`,
    source,
    type: TYPES[fact.kind],
    time,
    subject: order.number,
    data: { order: commerceOrder(order, context), ...ownData(fact, context) },
  });
}

const TYPES = {
  placed: "order.placed",
  confirmed: "order.confirmed",
  shipped: "shipment.updated",
  cancelled: "order.cancelled",
  refunded: "order.refunded",
} as const satisfies Record<OrderFact["kind"], CommerceEvent["type"]>;

function ownData(fact: OrderFact, context: OrderContext): object {
  switch (fact.kind) {
    case "placed":
    case "confirmed":
      return {};
    case "cancelled":
      return { reason: fact.reason };
    case "shipped":
      return { shipment: shipmentOf(fact.shipment, context) };
    case "refunded":
      return { refund: refundOf(fact.payment, fact.ordinal) };
  }
}

function shipmentOf(shipment: CentraShipment, { trackingUrls }: OrderContext): object {
  const { carrierName, serviceName } = shipment.carrierInformation ?? {};
  const parcel = { carrier: carrierName, service: serviceName, number: shipment.trackingNumber };
  return {
    number: cut(shipment.number, 200),
    status: "shipped",
    shippedAt: shipment.shippedAt,
    carrier: cut(carrierName, 200),
    service: cut(serviceName, 200),
    trackingNumber: cut(shipment.trackingNumber, 200),
    trackingUrl: webAddress(shipment.trackingUrl) ?? webAddress(trackingUrlOf(parcel, trackingUrls)),
    packages: shipment.numberOfPackages,
    shippingAddress: addressOf(shipment.shippingAddress),
    lines: partsOf(shipment.lines),
  };
}

/** The money that went back, whatever its sign in Centra, with the lines and the shipping of its return. */
function refundOf(payment: CentraPayment, ordinal: number): object {
  const given = payment.return;
  const amount = sizeOf(payment.value);
  const isAllOfReturn = given !== undefined && Math.abs(sizeOf(given.grandTotal) - amount) < 0.005;
  const tax = sizeOf(given?.totals?.taxIncluded) + sizeOf(given?.totals?.taxAdded);
  return {
    id: payment.id,
    ordinal,
    amount: amountText(amount),
    taxAmount: isAllOfReturn && given.totals !== undefined ? amountText(tax) : undefined,
    lines: given === undefined ? undefined : refundLines(given.lines),
    shippingAmount: given === undefined ? undefined : amountText(sizeOf(given.totals?.shipping)),
    handlingAmount: given === undefined ? undefined : amountText(sizeOf(given.totals?.handling)),
    reason: cut(given?.comment, 2_000),
  };
}

type ReturnLines = NonNullable<CentraPayment["return"]>["lines"];

function refundLines(lines: ReturnLines): object[] {
  return lines.map(({ orderLine, quantity, lineValue }) => ({
    lineId: orderLine.id,
    quantity,
    amount: lineValue === undefined ? undefined : amountText(sizeOf(lineValue)),
  }));
}

/** A shipment whose lines Centra does not tell holds, for all that is known, all of the order. */
function partsOf(lines: CentraShipment["lines"]): object[] | undefined {
  return lines.length === 0 ? undefined : lines.map(({ orderLine, quantity }) => ({ lineId: orderLine.id, quantity }));
}

/** What is built from Centra goes through the same door as what is pushed. */
export function checkEvent(event: object): Told {
  const parsed = parseCommerceEvent(compact(event));
  if (parsed.ok) return parsed;
  const faults = parsed.faults.slice(0, 5).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return { ok: false, fault: faults.join(" ") };
}
