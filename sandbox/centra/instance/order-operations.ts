import { addOrder, addToOrder, type Change, type Instance, requireOrder } from "./instance.ts";
import { grandTotal, keptQuantity } from "./order-totals.ts";
import type { OrderRecord, OrderStatus, PaymentRecord } from "./records.ts";

export type NewOrder = Omit<OrderRecord, "number" | "updatedAt" | "status" | "isOnHold" | "isWaitingForPayment"> & {
  readonly isWaitingForPayment: boolean;
};

/** A completed checkout becomes an order. Its payment is authorized unless it waits for it. */
export function placeOrder(instance: Instance, given: NewOrder): OrderRecord {
  const order: OrderRecord = {
    ...given,
    number: instance.nextOrderNumber(),
    updatedAt: given.createdAt,
    status: "PENDING",
    isOnHold: false,
  };
  addOrder(instance, order);
  instance.announce(orderChange(order, "CREATED", given.createdAt, "insert"));
  noteHistory(instance, order, "ORDER_CREATED", null, given.createdAt);
  if (order.isWaitingForPayment) {
    noteHistory(instance, order, "ORDER_STATUS_WAITING_FOR_PAYMENT_ADDED", null, given.createdAt);
    addPayment(instance, order, { entryType: "AUTH_PENDING", status: "PENDING", at: given.createdAt });
  } else {
    addPayment(instance, order, { entryType: "AUTH", status: "SUCCESS", at: given.createdAt });
  }
  return order;
}

/** The payment that an order waited for has come. */
export function receivePayment(instance: Instance, number: number, at: number): void {
  const order = requireOrder(instance, number);
  order.isWaitingForPayment = false;
  addPayment(instance, order, { entryType: "AUTH", status: "SUCCESS", at });
  noteHistory(instance, order, "ORDER_STATUS_WAITING_FOR_PAYMENT_REMOVED", null, at);
  touchOrder(instance, order, at);
}

/** By hand, or at once in a store with "Autoconfirm orders". */
export function confirmOrder(instance: Instance, number: number, at: number): void {
  changeStatus(instance, requireOrder(instance, number), "CONFIRMED", at);
}

/** Units of a line that will not be sent. */
export function cancelUnits(instance: Instance, number: number, lineId: number, quantity: number, at: number): void {
  const order = requireOrder(instance, number);
  const line = order.lines.find((one) => one.id === lineId);
  if (line === undefined || quantity > keptQuantity(line) - line.shippedQuantity) {
    throw new Error(`Order ${number} has not ${quantity} units to cancel on line ${lineId}.`);
  }
  line.cancelledQuantity += quantity;
  noteHistory(instance, order, "ORDER_ITEMS_CANCELLED", { items: [{ id: lineId, quantity }] }, at);
  touchOrder(instance, order, at);
}

/** The whole order; its quantities stay as they are. */
export function cancelOrder(instance: Instance, number: number, comment: string, at: number): void {
  const order = requireOrder(instance, number);
  if (!order.isWaitingForPayment) addPayment(instance, order, { entryType: "CANCEL", status: "SUCCESS", at });
  changeStatus(instance, order, "CANCELLED", at, comment);
}

export function setOnHold(instance: Instance, number: number, isOnHold: boolean, at: number): void {
  const order = requireOrder(instance, number);
  order.isOnHold = isOnHold;
  noteHistory(instance, order, `ORDER_STATUS_ON_HOLD_${isOnHold ? "ADDED" : "REMOVED"}`, null, at);
  touchOrder(instance, order, at);
}

export function changeStatus(
  instance: Instance,
  order: OrderRecord,
  status: OrderStatus,
  at: number,
  comment?: string,
): void {
  const from = order.status;
  if (from === status) return;
  order.status = status;
  const data = { from, to: status, ...(comment === undefined ? {} : { comment }) };
  noteHistory(instance, order, "ORDER_STATUS_CHANGED", data, at);
  touchOrder(instance, order, at, status === "SHIPPED" ? "COMPLETED" : "UPDATED");
}

export function touchOrder(
  instance: Instance,
  order: OrderRecord,
  at: number,
  changeType: "UPDATED" | "COMPLETED" = "UPDATED",
): void {
  order.updatedAt = at;
  instance.announce(orderChange(order, changeType, at));
}

export function noteHistory(
  instance: Instance,
  order: OrderRecord,
  type: string,
  data: Readonly<Record<string, unknown>> | null,
  at: number,
): void {
  const id = instance.nextId("history");
  const entry = { id, orderNumber: order.number, type, data, createdAt: at };
  addToOrder(instance.history, instance.ofOrder.history, entry);
  instance.announce({ ...orderChange(order, "CREATED", at), objectType: "OrderHistoryEntry", reference: id });
}

export function addPayment(
  instance: Instance,
  order: OrderRecord,
  given: {
    readonly entryType: string;
    readonly status: PaymentRecord["status"];
    readonly at: number;
    readonly value?: number;
    readonly returnId?: number;
  },
): PaymentRecord {
  const entry = addToOrder(instance.payments, instance.ofOrder.payments, {
    id: instance.nextId("payment"),
    orderNumber: order.number,
    entryType: given.entryType,
    status: given.status,
    value: given.value ?? grandTotal(order).gross,
    returnId: given.returnId ?? null,
    createdAt: given.at,
  });
  instance.announce({
    ...orderChange(order, "CREATED", given.at),
    objectType: "PaymentHistoryEntry",
    reference: entry.id,
  });
  return entry;
}

export function orderChange(order: OrderRecord, changeType: Change["changeType"], at: number, action?: string): Change {
  return {
    objectType: "Order",
    changeType,
    reference: order.number,
    storeId: order.storeId,
    marketId: order.marketId,
    at,
    ...(action === undefined ? {} : { action }),
  };
}
