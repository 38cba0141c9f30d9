import type { Instance } from "../instance/instance.ts";
import type { VoucherRecord } from "../instance/records.ts";
import { GIFT_CERTIFICATE_GENERATORS } from "../world/catalog.ts";
import { damaged } from "./damage.ts";
import { moneyView } from "./money.ts";
import { orderView } from "./order.ts";
import { pricelistView, storeView } from "./places.ts";
import { optionalTimeField, timeField } from "./times.ts";

export function voucherView(instance: Instance, voucher: VoucherRecord): Readonly<Record<string, unknown>> {
  return damaged(instance, "Voucher", voucher.id, {
    __typename: "Voucher",
    id: voucher.id,
    status: "ACTIVE",
    name: voucher.name,
    method: "CODE",
    type: voucher.generatorId === null ? "CODE" : "CREDIT",
    code: voucher.code,
    url: null,
    createdAt: timeField(voucher.createdAt),
    updatedAt: timeField(voucher.createdAt),
    startAt: optionalTimeField(voucher.createdAt),
    stopAt: optionalTimeField(voucher.stopAt),
    maxUsages: voucher.generatorId === null ? null : 1,
    actions: () => (voucher.generatorId === null ? [] : [creditAction(voucher)]),
    giftCertificateGenerator: voucher.generatorId === null ? null : generatorView(voucher.generatorId),
    order() {
      const order = voucher.orderNumber === null ? undefined : instance.orders.get(voucher.orderNumber);
      return order === undefined ? null : orderView(instance, order);
    },
    markets: [],
    store: () => storeView(voucher.storeId),
    attributes: [],
  });
}

export function generatorView(id: number) {
  const generator = GIFT_CERTIFICATE_GENERATORS.find((one) => one.id === id);
  return generator === undefined ? null : { ...generator, status: "ACTIVE" };
}

function creditAction(voucher: VoucherRecord) {
  const value = moneyView(voucher.value, voucher);
  return {
    id: voucher.id * 10,
    result: {
      id: voucher.id * 10 + 1,
      reusableValues: [
        { pricelist: () => pricelistView(voucher.pricelistId), originalValue: value, remainingValue: value },
      ],
    },
  };
}
