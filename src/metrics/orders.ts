import type { CommerceEventOf } from "../commerce/commerce-event.ts";
import type { Order } from "../commerce/order.ts";
import type { Currencies } from "./exchange-rate.ts";
import { type Item, itemOf } from "./items.ts";
import type { MetricEvent, MetricName } from "./metric-event.ts";
import { mapOrderedProducts } from "./ordered-product.ts";
import { convertParts } from "./prices.ts";
import { profileOf } from "./profile.ts";
import { type PricedPurchase, pricePurchaseItems, purchaseProperties, revenueOf } from "./purchase.ts";
import { refundPartsOf } from "./refund-parts.ts";
import type { MappingSettings } from "./settings.ts";
import { refundId } from "./unique-ids.ts";

const ORDER_TYPES = {
  one_time_purchase: "One-time Purchase",
  new_subscription: "New Subscription",
  recurring_subscription_payment: "Recurring Subscription Payment",
} as const;

/** Placed Order, and an Ordered Product for each of its lines. */
export function mapOrderPlaced(
  event: CommerceEventOf<"order.placed">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { order } = event.data;
  const priced = pricePurchaseItems(order, currencies, settings);
  const placed = orderEvent("Placed Order", order, priced, settings, { time: event.time, uniqueId: order.number });
  return [placed, ...mapOrderedProducts(order, priced, placed, settings)];
}

export function mapOrderConfirmed(
  event: CommerceEventOf<"order.confirmed">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { order } = event.data;
  const priced = pricePurchaseItems(order, currencies, settings);
  return [orderEvent("Confirmed Order", order, priced, settings, { time: event.time, uniqueId: order.number })];
}

export function mapOrderCancelled(
  event: CommerceEventOf<"order.cancelled">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { order, reason = "" } = event.data;
  const priced = pricePurchaseItems(order, currencies, settings);
  const own = { Reason: reason };
  return [orderEvent("Cancelled Order", order, priced, settings, { time: event.time, uniqueId: order.number, own })];
}

/** Its items and amounts are what was paid back; the value is the refund. */
export function mapOrderRefunded(
  event: CommerceEventOf<"order.refunded">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { order, refund } = event.data;
  const { lines, parts } = refundPartsOf(order, refund);
  const prices = convertParts(parts, currencies);
  const items = lines.flatMap(({ line, quantity }, index): Item[] => {
    const linePrices = prices.lines[index];
    return linePrices ? [itemOf(line, quantity, linePrices, currencies, settings)] : [];
  });
  const priced = { purchase: order, items, prices, currencies };
  const own = { RefundId: refund.id, Reason: refund.reason ?? "" };
  const uniqueId = refundId(order.number, refund);
  return [orderEvent("Refunded Order", order, priced, settings, { time: event.time, uniqueId, own })];
}

interface OrderEventParts {
  readonly time: string;
  readonly uniqueId: string;
  readonly own?: { readonly [key: string]: string };
}

function orderEvent(
  metric: MetricName,
  order: Order,
  priced: PricedPurchase,
  settings: MappingSettings,
  { time, uniqueId, own }: OrderEventParts,
): MetricEvent {
  const orderType = ORDER_TYPES[order.orderType ?? "one_time_purchase"];
  return {
    metric,
    uniqueId,
    time,
    ...revenueOf(priced.prices.total, priced.currencies),
    profile: profileOf(order, settings),
    properties: purchaseProperties(priced, settings, { OrderId: order.number, OrderType: orderType, ...own }),
    secrets: [],
  };
}
