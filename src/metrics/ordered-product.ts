import type { Order } from "../commerce/order.ts";
import { categoryNames } from "./items.ts";
import type { MetricEvent } from "./metric-event.ts";
import { type PricedPurchase, placeProperties, revenueOf } from "./purchase.ts";
import type { MappingSettings } from "./settings.ts";
import { orderedProductId } from "./unique-ids.ts";

/**
 * One event a line, with the item's fields at top level, where segments and flow filters see them. `Categories` is a list
 * of names here, and `ProductBrand` Klaviyo's name for the brand (Klaviyo, guide for platform integrations).
 */
export function mapOrderedProducts(
  order: Order,
  { items, currencies }: PricedPurchase,
  placed: MetricEvent,
  settings: MappingSettings,
): MetricEvent[] {
  const place = placeProperties(order, settings);
  return items.map((item) => ({
    metric: "Ordered Product",
    uniqueId: orderedProductId(order.number, item.line.id),
    time: placed.time,
    ...revenueOf(item.prices.total, currencies),
    profile: placed.profile,
    properties: {
      ...item.properties,
      OrderId: order.number,
      Categories: categoryNames(item.line),
      ProductBrand: item.line.brand ?? "",
      BaseCurrency: currencies.base,
      CustomerCurrency: currencies.customer,
      ...place,
    },
    secrets: [],
  }));
}
