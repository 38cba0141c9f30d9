import type { Instance } from "../instance/instance.ts";
import { requireOrder } from "../instance/instance.ts";
import type { PaymentRecord } from "../instance/records.ts";
import { found, PAYMENT_METHODS } from "../world/places.ts";
import { damaged } from "./damage.ts";
import { moneyView } from "./money.ts";
import { orderView } from "./order.ts";
import { returnView } from "./return.ts";
import { timeField } from "./times.ts";

export function paymentView(instance: Instance, entry: PaymentRecord): Readonly<Record<string, unknown>> {
  const order = requireOrder(instance, entry.orderNumber);
  return damaged(instance, "PaymentHistoryEntry", entry.id, {
    __typename: "PaymentHistoryEntry",
    id: entry.id,
    createdAt: timeField(entry.createdAt),
    status: entry.status,
    entryType: entry.entryType,
    externalReference: `psp-${entry.id}`,
    externalId: null,
    value: () => moneyView(entry.value, order),
    paymentMethod: found(PAYMENT_METHODS, ({ id }) => id === order.paymentMethodId, "payment method").name,
    source: null,
    currencyBaseRate: Number(order.rate),
    order: () => orderView(instance, order),
    return() {
      const made = entry.returnId === null ? undefined : instance.returns.get(entry.returnId);
      return made === undefined ? null : returnView(instance, made);
    },
    paramsJSON: JSON.stringify({
      success: entry.status === "SUCCESS",
      isRequest: entry.entryType.endsWith("_REQUEST"),
      raw: null,
    }),
  });
}
