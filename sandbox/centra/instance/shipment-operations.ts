import { addToOrder, type ChangeType, type Instance, requireOrder } from "./instance.ts";
import { addPayment, changeStatus, noteHistory, orderChange, touchOrder } from "./order-operations.ts";
import { keptQuantity } from "./order-totals.ts";
import type { OrderRecord, ShipmentRecord } from "./records.ts";

export interface LineQuantity {
  readonly lineId: number;
  readonly quantity: number;
}

/** Part of an order, or all of it, is made ready to be sent. */
export function createShipment(
  instance: Instance,
  orderNumber: number,
  parts: readonly LineQuantity[],
  at: number,
): ShipmentRecord {
  const order = requireOrder(instance, orderNumber);
  const before = instance.ofOrder.shipments.get(orderNumber)?.length ?? 0;
  const shipment: ShipmentRecord = addToOrder(instance.shipments, instance.ofOrder.shipments, {
    id: instance.nextId("shipment"),
    number: `${orderNumber}-${before + 1}`,
    orderNumber,
    parts: parts.map(({ lineId, quantity }) => ({ id: instance.nextId("part"), orderLineId: lineId, quantity })),
    createdAt: at,
    updatedAt: at,
    isGoodToGo: false,
    isPaid: false,
    paidAt: null,
    shippedAt: null,
    carrier: null,
    service: null,
    trackingNumber: null,
    packages: 1,
  });
  announce(instance, order, shipment, "CREATED", at, "create");
  noteHistory(instance, order, "SHIPMENT_CREATED", { shipment: shipment.number }, at);
  changeStatus(instance, order, "PROCESSING", at);
  return shipment;
}

/** The payment of what is in the shipment is captured; the warehouse may send it. */
export function releaseShipment(instance: Instance, id: number, at: number): void {
  const { order, shipment } = requireShipment(instance, id);
  shipment.isGoodToGo = true;
  shipment.isPaid = true;
  shipment.paidAt = at;
  shipment.updatedAt = at;
  addPayment(instance, order, { entryType: "CAPTURE", status: "SUCCESS", at });
  announce(instance, order, shipment, "UPDATED", at, "good_to_go");
}

export interface Transport {
  readonly carrier: string | null;
  readonly service: string | null;
  readonly trackingNumber: string | null;
  readonly packages: number;
}

/** It is handed to the carrier; the order is complete when nothing of it is left. */
export function completeShipment(instance: Instance, id: number, transport: Transport, at: number): void {
  const { order, shipment } = requireShipment(instance, id);
  Object.assign(shipment, transport, { shippedAt: at, updatedAt: at });
  for (const part of shipment.parts) {
    const line = order.lines.find((one) => one.id === part.orderLineId);
    if (line !== undefined) line.shippedQuantity += part.quantity;
  }
  announce(instance, order, shipment, "COMPLETED", at);
  const isComplete = order.lines.every((line) => line.shippedQuantity >= keptQuantity(line));
  if (isComplete) changeStatus(instance, order, "SHIPPED", at);
  else touchOrder(instance, order, at);
}

function requireShipment(instance: Instance, id: number): { order: OrderRecord; shipment: ShipmentRecord } {
  const shipment = instance.shipments.get(id);
  if (shipment === undefined) throw new Error(`The sandbox has no shipment ${id}.`);
  return { shipment, order: requireOrder(instance, shipment.orderNumber) };
}

function announce(
  instance: Instance,
  order: OrderRecord,
  shipment: ShipmentRecord,
  changeType: ChangeType,
  at: number,
  action?: string,
): void {
  instance.announce({ ...orderChange(order, changeType, at, action), objectType: "Shipment", reference: shipment.id });
}
