import { cancelOrder, cancelUnits, confirmOrder, receivePayment, setOnHold } from "../instance/order-operations.ts";
import { discountPrice, keptQuantity, linePrice } from "../instance/order-totals.ts";
import { sumPrices } from "../instance/price.ts";
import type { OrderRecord } from "../instance/records.ts";
import { STORES } from "../world/places.ts";
import { journalTime } from "./journal.ts";
import { sendGiftCard, sendParcels } from "./parcels.ts";
import { HOUR_MS, MINUTE_MS, type ShopFloor } from "./shop-floor.ts";

const REASONS = ["Customer changed her mind", "Sold out", "Wrong size ordered", "Suspected fraud", "Ångrat köp"];

/** What becomes of an order of goods after it was made. */
export function liveOrder(floor: ShopFloor, order: OrderRecord): void {
  const { chance, timeline } = floor;
  if (!order.isWaitingForPayment) {
    afterPayment(floor, order, order.createdAt);
    return;
  }
  const isPaidInTheEnd = chance.percent(75);
  timeline.plan(order.createdAt + chance.between(10, 1_200) * MINUTE_MS, (at) => {
    if (isPaidInTheEnd) {
      receivePayment(floor.instance, order.number, at);
      floor.write({ what: "payment arrived", at: journalTime(at), orderNumber: order.number });
      afterPayment(floor, order, at);
    } else {
      cancel(floor, order, "No payment", at);
    }
  });
}

/** A gift card is confirmed and sent by itself. */
export function liveGiftCard(floor: ShopFloor, order: OrderRecord): void {
  floor.timeline.plan(order.createdAt + 1_000, (at) => {
    confirm(floor, order, at);
    sendGiftCard(floor, order, at);
  });
}

function afterPayment(floor: ShopFloor, order: OrderRecord, paidAt: number): void {
  const { chance, timeline } = floor;
  if (isAutoconfirmed(order)) {
    confirm(floor, order, paidAt);
    afterConfirmation(floor, order, paidAt);
    return;
  }
  if (chance.percent(5)) {
    timeline.plan(paidAt + chance.between(1, 300) * MINUTE_MS, (at) => cancel(floor, order, chance.pick(REASONS), at));
    return;
  }
  const holdMs = chance.percent(5) ? hold(floor, order, paidAt + MINUTE_MS) : 0;
  if (chance.percent(5)) timeline.plan(paidAt + chance.between(2, 4) * MINUTE_MS, (at) => cancelSome(floor, order, at));
  timeline.plan(paidAt + holdMs + chance.between(5, 360) * MINUTE_MS, (at) => {
    confirm(floor, order, at);
    afterConfirmation(floor, order, at);
  });
}

/** "Autoconfirm orders" is a store's setting. */
function isAutoconfirmed(order: OrderRecord): boolean {
  return order.storeId === STORES[1].id;
}

function afterConfirmation(floor: ShopFloor, order: OrderRecord, confirmedAt: number): void {
  const { chance, timeline } = floor;
  if (chance.percent(4)) {
    timeline.plan(confirmedAt + chance.between(1, 10) * HOUR_MS, (at) =>
      cancel(floor, order, chance.pick(REASONS), at),
    );
    return;
  }
  if (chance.percent(7)) {
    timeline.plan(confirmedAt + chance.between(1, 20) * MINUTE_MS, (at) => cancelSome(floor, order, at));
  }
  timeline.plan(confirmedAt + chance.between(1, 30) * HOUR_MS, (at) => sendParcels(floor, order, at));
}

function confirm(floor: ShopFloor, order: OrderRecord, at: number): void {
  confirmOrder(floor.instance, order.number, at);
  floor.write({ what: "order confirmed", at: journalTime(at), orderNumber: order.number });
}

function cancel(floor: ShopFloor, order: OrderRecord, reason: string, at: number): void {
  cancelOrder(floor.instance, order.number, reason, at);
  floor.write({ what: "order cancelled", at: journalTime(at), orderNumber: order.number, reason });
}

/** Answers how long it stays on hold, milliseconds. */
function hold(floor: ShopFloor, order: OrderRecord, from: number): number {
  const lengthMs = floor.chance.between(30, 90) * MINUTE_MS;
  const orderNumber = order.number;
  floor.timeline.plan(from, (at) => {
    setOnHold(floor.instance, orderNumber, true, at);
    floor.write({ what: "order put on hold", at: journalTime(at), orderNumber });
  });
  floor.timeline.plan(from + lengthMs, (at) => {
    setOnHold(floor.instance, orderNumber, false, at);
    floor.write({ what: "order taken off hold", at: journalTime(at), orderNumber });
  });
  return lengthMs + MINUTE_MS;
}

/** Some pieces are not to be had. At least one stays, and the rest is worth more than the discount. */
function cancelSome(floor: ShopFloor, order: OrderRecord, at: number): void {
  const { chance, instance } = floor;
  const line = chance.pick(order.lines.filter((one) => keptQuantity(one) > 0));
  const kept = order.lines.reduce((sum, one) => sum + keptQuantity(one), 0);
  const quantity = Math.min(chance.between(1, keptQuantity(line)), kept - 1);
  const rest = sumPrices(order.lines.map((one) => linePrice(order, one)));
  const lost = linePrice(order, line, quantity);
  if (quantity < 1 || rest.gross - lost.gross + 2 * discountPrice(order).gross <= 0) return;
  cancelUnits(instance, order.number, line.id, quantity, at);
  floor.write({ what: "units cancelled", at: journalTime(at), orderNumber: order.number, lineId: line.id, quantity });
}
