import { readHistory } from "./read-history.ts";
import type { CentraOrderState, CentraPayment, CentraShipment } from "./read-order.ts";

/** Something that happened to an order, once; `key` names it in what was told. */
export type OrderFact = { readonly key: string; readonly at: string | null } & (
  | { readonly kind: "placed" }
  | { readonly kind: "confirmed" }
  | { readonly kind: "shipped"; readonly shipment: CentraShipment }
  | { readonly kind: "cancelled"; readonly reason: string | undefined }
  | { readonly kind: "refunded"; readonly payment: CentraPayment; readonly ordinal: number }
);

/** In which order things happen that Centra dates to the same second. */
const RANKS = { placed: 0, confirmed: 1, shipped: 2, cancelled: 3, refunded: 4 } as const;

const CONFIRMED_STATES = new Set(["CONFIRMED", "PROCESSING", "SHIPPED"]);
const REFUND_TYPES = new Set(["REFUND", "REFUND_GIFT_CARD"]);

/**
 * Everything that has happened to an order, as its state and history show, in the order in which it happened. `at` is null where
 * Centra does not say when. What waits for payment is not placed yet.
 */
export function orderFacts(order: CentraOrderState): OrderFact[] {
  const isPlaced = order.isWaitingForPayment !== true && order.status !== "INCOMPLETE" && order.status !== "DELETED";
  if (!isPlaced) return [];
  const history = readHistory(order.history);
  const placedAt = order.orderDate ?? order.createdAt ?? null;
  const shipments = order.shipments.filter(({ isShipped, shippedAt }) => isShipped ?? shippedAt !== undefined);
  const isConfirmed =
    CONFIRMED_STATES.has(order.status ?? "") || history.confirmedAt !== null || order.shipments.length > 0;

  const facts: OrderFact[] = [{ kind: "placed", key: "placed", at: placedAt }];
  if (isConfirmed) facts.push({ kind: "confirmed", key: "confirmed", at: history.confirmedAt });
  for (const shipment of shipments)
    facts.push({ kind: "shipped", key: `shipped:${shipment.id}`, at: shipment.shippedAt ?? null, shipment });
  if (order.status === "CANCELLED" || history.cancelledAt !== null)
    facts.push({ kind: "cancelled", key: "cancelled", at: history.cancelledAt, reason: history.reason });
  order.paymentHistory
    .filter(({ entryType, status }) => REFUND_TYPES.has(entryType ?? "") && status === "SUCCESS")
    .toSorted(byTimeAndId)
    .forEach((payment, index) => {
      const at = payment.createdAt ?? null;
      facts.push({ kind: "refunded", key: `refunded:${payment.id}`, at, payment, ordinal: index + 1 });
    });
  return facts.toSorted((a, b) => moment(a, order) - moment(b, order) || RANKS[a.kind] - RANKS[b.kind]);
}

/** When it happened, or, where Centra does not say, the last time that anything happened to the order. */
export function timeOfFact(fact: OrderFact, order: CentraOrderState): string | null {
  if (fact.at !== null) return fact.at;
  // With automatic confirmation the order is confirmed as it is placed; a later time of its own would be in the history.
  if (fact.kind === "confirmed" && order.updatedAt === undefined) return order.createdAt ?? null;
  return order.updatedAt ?? order.createdAt ?? null;
}

function moment(fact: OrderFact, order: CentraOrderState): number {
  return Date.parse(timeOfFact(fact, order) ?? "") || 0;
}

function byTimeAndId(a: CentraPayment, b: CentraPayment): number {
  return Date.parse(a.createdAt ?? "") - Date.parse(b.createdAt ?? "") || Number(a.id) - Number(b.id);
}
