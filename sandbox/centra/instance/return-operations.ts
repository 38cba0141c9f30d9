import { addToOrder, type ChangeType, type Instance, requireOrder } from "./instance.ts";
import { addPayment, noteHistory, orderChange, touchOrder } from "./order-operations.ts";
import { linePrice } from "./order-totals.ts";
import { type Price, sumPrices } from "./price.ts";
import type { OrderRecord, PaymentRecord, ReturnRecord } from "./records.ts";
import type { LineQuantity } from "./shipment-operations.ts";

export interface NewReturn {
  readonly shipmentId: number;
  readonly parts: readonly LineQuantity[];
  /** Shipping that is paid back. */
  readonly shipping: Price;
  /** The share of the order's discounts, negative. */
  readonly discount: Price;
  readonly comment: string | null;
}

/** The customer sends goods of one shipment back. */
export function createReturn(instance: Instance, given: NewReturn, at: number): ReturnRecord {
  const shipment = instance.shipments.get(given.shipmentId);
  if (shipment === undefined) throw new Error(`The sandbox has no shipment ${given.shipmentId}.`);
  const order = requireOrder(instance, shipment.orderNumber);
  const made: ReturnRecord = addToOrder(instance.returns, instance.ofOrder.returns, {
    id: instance.nextId("return"),
    orderNumber: order.number,
    shipmentId: given.shipmentId,
    parts: given.parts.map(({ lineId, quantity }) => ({ id: instance.nextId("part"), orderLineId: lineId, quantity })),
    shipping: given.shipping,
    discount: given.discount,
    comment: given.comment,
    createdAt: at,
    status: "PENDING",
  });
  for (const { lineId, quantity } of given.parts) {
    const line = order.lines.find((one) => one.id === lineId);
    if (line !== undefined) line.returnedQuantity += quantity;
  }
  announce(instance, order, made, "CREATED", at);
  noteHistory(instance, order, "RETURN_CREATED", { returnId: made.id }, at);
  touchOrder(instance, order, at);
  return made;
}

/** The goods have arrived and were looked at. */
export function completeReturn(instance: Instance, id: number, at: number): void {
  const made = requireReturn(instance, id);
  made.status = "COMPLETED";
  announce(instance, requireOrder(instance, made.orderNumber), made, "COMPLETED", at);
}

export interface NewRefund {
  readonly orderNumber: number;
  /** Without one it is money for nothing that came back. */
  readonly returnId: number | null;
  /** Minor units. */
  readonly amount: number;
  readonly entryType: RefundEntryType;
}

/** `REFUND_GIFT_CARD`: back onto a gift card. */
export type RefundEntryType = keyof typeof REFUND_STATUSES;

const REFUND_STATUSES = {
  REFUND: "SUCCESS",
  REFUND_GIFT_CARD: "SUCCESS",
  REFUND_REQUEST: "PENDING",
  REFUND_FAILED: "FAILED",
} as const;

/** Money goes back; a payment provider that takes its time makes a request first and an entry of success or failure later. */
export function addRefund(instance: Instance, refund: NewRefund, at: number): PaymentRecord {
  const order = requireOrder(instance, refund.orderNumber);
  const entry = addPayment(instance, order, {
    entryType: refund.entryType,
    status: REFUND_STATUSES[refund.entryType],
    at,
    value: 0 - refund.amount,
    ...(refund.returnId === null ? {} : { returnId: refund.returnId }),
  });
  if (entry.status === "SUCCESS") noteHistory(instance, order, "REFUND_ADDED", { entryId: entry.id }, at);
  if (refund.returnId !== null) announce(instance, order, requireReturn(instance, refund.returnId), "UPDATED", at);
  touchOrder(instance, order, at);
  return entry;
}

/** What a return is worth to the customer. */
export function returnTotal(order: OrderRecord, made: ReturnRecord): Price {
  const lines = made.parts.flatMap((part) => {
    const line = order.lines.find((one) => one.id === part.orderLineId);
    return line === undefined ? [] : [linePrice(order, line, part.quantity)];
  });
  return sumPrices([...lines, made.shipping, made.discount]);
}

function requireReturn(instance: Instance, id: number): ReturnRecord {
  const made = instance.returns.get(id);
  if (made === undefined) throw new Error(`The sandbox has no return ${id}.`);
  return made;
}

function announce(
  instance: Instance,
  order: OrderRecord,
  made: ReturnRecord,
  changeType: ChangeType,
  at: number,
): void {
  instance.announce({ ...orderChange(order, changeType, at), objectType: "Return", reference: made.id });
}
