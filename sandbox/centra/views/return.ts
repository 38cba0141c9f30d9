import { type Instance, requireOrder } from "../instance/instance.ts";
import type { LinePart, OrderRecord, ReturnRecord } from "../instance/records.ts";
import { returnTotal } from "../instance/return-operations.ts";
import { customerView } from "./customer.ts";
import { damaged } from "./damage.ts";
import { withOrWithoutTax } from "./money.ts";
import { orderView } from "./order.ts";
import { orderLineView, requireLine } from "./order-line.ts";
import { returnTotalsView } from "./order-totals.ts";
import { paymentView } from "./payment.ts";
import { storeView } from "./places.ts";
import { partPrice, shipmentLineView, shipmentView } from "./shipment.ts";
import { timeField } from "./times.ts";

export function returnView(instance: Instance, made: ReturnRecord): Readonly<Record<string, unknown>> {
  const order = requireOrder(instance, made.orderNumber);
  const quantity = made.parts.reduce((sum, part) => sum + part.quantity, 0);
  const shipment = () => instance.shipments.get(made.shipmentId);
  return damaged(instance, "Return", made.id, {
    __typename: "DirectToConsumerReturn",
    id: made.id,
    returnStatus: made.status,
    createdAt: timeField(made.createdAt),
    totalQuantity: quantity,
    grandTotal: withOrWithoutTax(() => returnTotal(order, made), order),
    returnedToStock: made.status === "COMPLETED",
    comment: made.comment,
    createdFrom: "Admin",
    currencyBaseRate: Number(order.rate),
    lines: () => made.parts.map((part) => returnLineView(instance, order, made, part)),
    store: () => storeView(order.storeId),
    totals: () => returnTotalsView(order, made),
    refundPaymentHistory: () =>
      (instance.ofOrder.payments.get(order.number) ?? [])
        .filter((entry) => entry.returnId === made.id)
        .map((entry) => paymentView(instance, entry)),
    order: () => orderView(instance, order),
    shipment() {
      const sent = shipment();
      return sent === undefined ? null : shipmentView(instance, sent);
    },
    customer() {
      const customer = instance.customers.get(order.customerId);
      return customer === undefined ? null : customerView(instance, customer);
    },
  });
}

function returnLineView(instance: Instance, order: OrderRecord, made: ReturnRecord, part: LinePart) {
  return {
    id: part.id,
    quantity: part.quantity,
    lineValue: withOrWithoutTax(() => partPrice(order, part), order),
    shipmentLine() {
      const sent = instance.shipments.get(made.shipmentId)?.parts.find((one) => one.orderLineId === part.orderLineId);
      return sent === undefined ? null : shipmentLineView(instance, order, sent);
    },
    orderLine: () => orderLineView(instance, order, requireLine(order, part.orderLineId)),
  };
}
