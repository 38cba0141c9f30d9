import { type Instance, requireOrder } from "../instance/instance.ts";
import { linePrice } from "../instance/order-totals.ts";
import { sumPrices } from "../instance/price.ts";
import type { LinePart, OrderRecord, ShipmentRecord } from "../instance/records.ts";
import { addressView } from "./customer.ts";
import { damaged } from "./damage.ts";
import { moneyView, withOrWithoutTax } from "./money.ts";
import { orderView } from "./order.ts";
import { orderLineView, requireLine } from "./order-line.ts";
import { storeView } from "./places.ts";
import { optionalTimeField, timeField } from "./times.ts";

export function shipmentView(instance: Instance, shipment: ShipmentRecord): Readonly<Record<string, unknown>> {
  const order = requireOrder(instance, shipment.orderNumber);
  const prices = () => shipment.parts.map((part) => partPrice(order, part));
  return damaged(instance, "Shipment", shipment.id, {
    __typename: "DirectToConsumerShipment",
    id: shipment.id,
    number: shipment.number,
    createdAt: timeField(shipment.createdAt),
    updatedAt: timeField(shipment.updatedAt),
    isGoodToGo: shipment.isGoodToGo,
    isPrinted: false,
    isShipped: shipment.shippedAt !== null,
    isOnHold: false,
    trackingNumber: shipment.trackingNumber,
    returnTrackingNumber: null,
    numberOfPackages: shipment.packages,
    internalShippingCost: moneyView(0, order),
    grandTotal: withOrWithoutTax(() => sumPrices(prices()), order),
    additionalMessage: null,
    shippedAt: optionalTimeField(shipment.shippedAt),
    emailSentAt: optionalTimeField(shipment.shippedAt),
    isPaid: shipment.isPaid,
    paidAt: optionalTimeField(shipment.paidAt),
    isCaptured: shipment.isPaid,
    capturedAt: optionalTimeField(shipment.paidAt),
    currencyBaseRate: Number(order.rate),
    carrierInformation:
      shipment.carrier === null ? null : { carrierName: shipment.carrier, serviceName: shipment.service },
    discountsApplied: [],
    lines: () => shipment.parts.map((part) => shipmentLineView(instance, order, part)),
    shippingAddress: () => addressView(order.shippingAddress),
    shipmentPlugin: null,
    adminUser: null,
    store: () => storeView(order.storeId),
    order: () => orderView(instance, order),
  });
}

export function shipmentLineView(instance: Instance, order: OrderRecord, part: LinePart) {
  const line = requireLine(order, part.orderLineId);
  return {
    id: part.id,
    quantity: part.quantity,
    returnedQuantity: line.returnedQuantity,
    lineValue: withOrWithoutTax(() => partPrice(order, part), order),
    unitPrice: withOrWithoutTax(() => line.unit, order),
    orderLine: () => orderLineView(instance, order, line),
  };
}

export function partPrice(order: OrderRecord, part: LinePart) {
  return linePrice(order, requireLine(order, part.orderLineId), part.quantity);
}
