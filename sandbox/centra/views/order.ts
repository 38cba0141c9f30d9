import { type Instance, requireOrder } from "../instance/instance.ts";
import { grandTotal, keptQuantity } from "../instance/order-totals.ts";
import type { DiscountRecord, HistoryRecord, OrderRecord } from "../instance/records.ts";
import { found, PAYMENT_METHODS, SHIPPING_OPTIONS } from "../world/places.ts";
import { addressView, customerView } from "./customer.ts";
import { damaged } from "./damage.ts";
import type { Where } from "./filter.ts";
import { matcher } from "./filter.ts";
import { historyListing, paymentListing } from "./listings.ts";
import { moneyView, withOrWithoutTax } from "./money.ts";
import { orderLineView } from "./order-line.ts";
import { orderTotalsView } from "./order-totals.ts";
import { paymentView } from "./payment.ts";
import { countryByCode, languageView, marketView, pricelistView, storeView } from "./places.ts";
import { returnView } from "./return.ts";
import { shipmentView } from "./shipment.ts";
import { timeField } from "./times.ts";
import { voucherView } from "./voucher.ts";

interface WhereArgument {
  readonly where?: Where | null;
}

export function orderView(instance: Instance, order: OrderRecord): Readonly<Record<string, unknown>> {
  const { ofOrder } = instance;
  return damaged(instance, "Order", order.number, {
    __typename: "DirectToConsumerOrder",
    id: order.id,
    number: order.number,
    status: order.status,
    isOnHold: order.isOnHold,
    isLocked: false,
    isInternal: false,
    isWaitingForPayment: order.isWaitingForPayment,
    grandTotal: withOrWithoutTax(() => grandTotal(order), order),
    createdAt: timeField(order.createdAt),
    orderDate: timeField(order.createdAt),
    updatedAt: timeField(order.updatedAt),
    userIP: "192.0.2.14",
    internalComment: null,
    otherComment: "",
    giftMessage: order.giftMessage,
    currencyBaseRate: Number(order.rate),
    attributes: () => attributesOf(order),
    billingAddress: () => addressView(order.billingAddress),
    shippingAddress: () => addressView(order.shippingAddress),
    country: () => countryByCode(order.shippingAddress.countryCode),
    language: () => languageView(order.languageId),
    store: () => storeView(order.storeId),
    market: () => marketView(order.marketId),
    pricelist: () => pricelistView(order.pricelistId),
    paymentMethod: () => found(PAYMENT_METHODS, ({ id }) => id === order.paymentMethodId, "payment method"),
    shippingPriceGroup: () => ({
      shippingOption: found(SHIPPING_OPTIONS, ({ id }) => id === order.shippingOptionId, "shipping option"),
    }),
    totals: () => orderTotalsView(order),
    discountsApplied: () => order.discounts.map((discount) => discountView(instance, order, discount)),
    lines: ({ includeFullyCancelled }: { readonly includeFullyCancelled: boolean }) =>
      order.lines
        .filter((line) => includeFullyCancelled || keptQuantity(line) > 0)
        .map((line) => orderLineView(instance, order, line)),
    shipments: () => (ofOrder.shipments.get(order.number) ?? []).map((shipment) => shipmentView(instance, shipment)),
    returns: () => (ofOrder.returns.get(order.number) ?? []).map((made) => returnView(instance, made)),
    paymentHistory: ({ where }: WhereArgument) =>
      (ofOrder.payments.get(order.number) ?? [])
        .filter(matcher(where, paymentListing(instance).facts))
        .map((entry) => paymentView(instance, entry)),
    history: ({ where }: WhereArgument) =>
      (ofOrder.history.get(order.number) ?? [])
        .filter(matcher(where, historyListing(instance).facts))
        .map((entry) => historyView(instance, entry)),
    customer() {
      const customer = instance.customers.get(order.customerId);
      return customer === undefined ? null : customerView(instance, customer);
    },
    usedFallbackTax: false,
  });
}

export function historyView(instance: Instance, entry: HistoryRecord) {
  const order = requireOrder(instance, entry.orderNumber);
  return {
    __typename: "DirectToConsumerOrderHistoryEntry",
    id: entry.id,
    createdAt: timeField(entry.createdAt),
    type: entry.type,
    dataJSON: entry.data === null ? null : JSON.stringify(entry.data),
    organizationUserEmail: null,
    order: () => orderView(instance, order),
    customer() {
      const customer = instance.customers.get(order.customerId);
      return customer === undefined ? null : customerView(instance, customer);
    },
  };
}

/** What it takes off is negative, as a voucher's `priceOffAsANumber` in the Order API. */
export function discountView(instance: Instance, order: OrderRecord, discount: DiscountRecord) {
  return {
    __typename: "AppliedVoucherDiscount",
    value: moneyView(0 - discount.amount.list, order),
    date: timeField(discount.at),
    voucher() {
      const voucher = instance.vouchers.get(discount.voucherId);
      return voucher === undefined ? null : voucherView(instance, voucher);
    },
    voucherName: discount.name,
    voucherMethod: discount.code === null ? "AUTO" : "CODE",
    code: discount.code,
    url: null,
    shippingValue: null,
  };
}

/** Delivery services keep what was chosen in attributes of the order. */
function attributesOf(order: OrderRecord) {
  const entries = Object.entries(order.deliveryAttributes);
  if (entries.length === 0) return [];
  return [
    {
      type: { name: "dtc_order_ingrid", isMapped: false },
      description: "Ingrid",
      objectType: "Order",
      elements: entries.map(([key, value]) => ({ key, description: key, kind: "INPUT", value })),
    },
  ];
}
