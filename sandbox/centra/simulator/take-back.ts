import { discountPrice, grandTotal, linePrice } from "../instance/order-totals.ts";
import { divideRounded, NO_PRICE, type Price, sumPrices } from "../instance/price.ts";
import type { OrderRecord, ReturnRecord, ShipmentRecord } from "../instance/records.ts";
import {
  addRefund,
  completeReturn,
  createReturn,
  type RefundEntryType,
  returnTotal,
} from "../instance/return-operations.ts";
import type { LineQuantity } from "../instance/shipment-operations.ts";
import { currencyOf } from "../world/places.ts";
import { decimalText, journalTime } from "./journal.ts";
import { HOUR_MS, MINUTE_MS, type ShopFloor } from "./shop-floor.ts";

/** The customer sends some of it back, perhaps twice, or gets a little money for her trouble. */
export function sendBack(floor: ShopFloor, order: OrderRecord, shippedAt: number): void {
  const { chance, timeline } = floor;
  const firstAt = shippedAt + chance.between(24, 120) * HOUR_MS;
  if (chance.percent(15)) {
    timeline.plan(firstAt, (at) => {
      const amount = Math.min(leftToRefund(floor, order), divideRounded(grandTotal(order).gross, 10));
      if (amount > 0) payBack(floor, order, null, amount, at);
    });
    return;
  }
  timeline.plan(firstAt, (at) => takeBack(floor, order, chance.percent(40), at));
  if (chance.percent(35)) {
    timeline.plan(firstAt + chance.between(1, 72) * HOUR_MS, (at) => takeBack(floor, order, false, at));
  }
}

function takeBack(floor: ShopFloor, order: OrderRecord, withShipping: boolean, at: number): void {
  const { chance, instance, timeline } = floor;
  const shipment = chance.pick(instance.ofOrder.shipments.get(order.number) ?? []);
  const parts = choosePieces(floor, shipment);
  if (parts.length === 0) return;
  const made = createReturn(
    instance,
    {
      shipmentId: shipment.id,
      parts,
      shipping: withShipping ? order.shipping : NO_PRICE,
      discount: shareOfDiscount(order, parts),
      comment: chance.percent(50) ? "Size too small" : null,
    },
    at,
  );
  floor.write({ what: "goods came back", at: journalTime(at), orderNumber: order.number, returnId: made.id, parts });
  timeline.plan(at + chance.between(1, 48) * HOUR_MS, (later) => {
    completeReturn(instance, made.id, later);
    const amount = Math.min(returnTotal(order, made).gross, leftToRefund(floor, order));
    if (amount > 0) payBack(floor, order, made, amount, later + chance.between(0, 30) * MINUTE_MS);
  });
}

/** Pieces of the shipment that did not come back before. */
function choosePieces({ chance, instance }: ShopFloor, shipment: ShipmentRecord): LineQuantity[] {
  const back = (instance.ofOrder.returns.get(shipment.orderNumber) ?? [])
    .filter((made) => made.shipmentId === shipment.id)
    .flatMap((made) => made.parts);
  return shipment.parts.flatMap(({ orderLineId, quantity }) => {
    const before = back
      .filter((part) => part.orderLineId === orderLineId)
      .reduce((sum, part) => sum + part.quantity, 0);
    if (quantity === before || chance.percent(40)) return [];
    return [{ lineId: orderLineId, quantity: chance.between(1, quantity - before) }];
  });
}

/** What of the order's voucher the pieces had, negative. */
function shareOfDiscount(order: OrderRecord, parts: readonly LineQuantity[]): Price {
  const discount = discountPrice(order);
  const whole = sumPrices(order.lines.map((line) => linePrice(order, line))).gross;
  const back = sumPrices(
    order.lines.map((line) => linePrice(order, line, parts.find(({ lineId }) => lineId === line.id)?.quantity ?? 0)),
  ).gross;
  const share = (amount: number) => (whole === 0 ? 0 : divideRounded(amount * back, whole));
  return { list: share(discount.list), gross: share(discount.gross), net: share(discount.net) };
}

function leftToRefund({ instance }: ShopFloor, order: OrderRecord): number {
  const paidBack = (instance.ofOrder.payments.get(order.number) ?? [])
    .filter((entry) => entry.value < 0 && entry.status === "SUCCESS")
    .reduce((sum, entry) => sum - entry.value, 0);
  return grandTotal(order).gross - paidBack;
}

/** At once, or asked for and done later, or refused the first time. */
function payBack(floor: ShopFloor, order: OrderRecord, made: ReturnRecord | null, amount: number, from: number): void {
  const { chance, timeline } = floor;
  const enter = (entryType: RefundEntryType, at: number) => {
    const left = Math.min(amount, leftToRefund(floor, order));
    if (left <= 0) return;
    const refund = { orderNumber: order.number, returnId: made?.id ?? null, amount: left, entryType };
    const entry = addRefund(floor.instance, refund, at);
    const what = {
      REFUND: "refund paid",
      REFUND_GIFT_CARD: "refund paid",
      REFUND_REQUEST: "refund asked for",
      REFUND_FAILED: "refund failed",
    } as const;
    floor.write({
      what: what[entryType],
      at: journalTime(at),
      orderNumber: order.number,
      entryId: entry.id,
      returnId: refund.returnId,
      amount: decimalText(left, currencyOf(order.currency).digits),
    });
  };
  const isAsked = chance.percent(40);
  const failsFirst = isAsked && chance.percent(25);
  if (isAsked) timeline.plan(from, (at) => enter("REFUND_REQUEST", at));
  if (failsFirst) timeline.plan(from + 5 * MINUTE_MS, (at) => enter("REFUND_FAILED", at));
  if (failsFirst) timeline.plan(from + 60 * MINUTE_MS, (at) => enter("REFUND_REQUEST", at));
  const paidAfterMs = failsFirst ? 90 * MINUTE_MS : isAsked ? 10 * MINUTE_MS : 0;
  const entryType = !isAsked && chance.percent(10) ? "REFUND_GIFT_CARD" : "REFUND";
  timeline.plan(from + paidAfterMs, (at) => enter(entryType, at));
}
