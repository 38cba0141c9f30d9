import type { CommerceEventOf } from "../commerce/commerce-event.ts";
import type { Order } from "../commerce/order.ts";
import type { Shipment } from "../commerce/shipment.ts";
import { addressProperties } from "./addresses.ts";
import type { Currencies } from "./exchange-rate.ts";
import { ingridOfShipment } from "./ingrid.ts";
import { type Item, itemOf, type Properties } from "./items.ts";
import { fitItems } from "./limits.ts";
import type { MetricEvent } from "./metric-event.ts";
import { addAmounts, asWritten, inBase, inCustomer, type PurchasePrices, shareOfLine } from "./prices.ts";
import { profileOf } from "./profile.ts";
import {
  itemLists,
  type PricedPurchase,
  pieceCount,
  placeProperties,
  pricePurchaseItems,
  shippingMethod,
  TRUNCATED,
} from "./purchase.ts";
import type { MappingSettings } from "./settings.ts";
import { shopTime } from "./shop-time.ts";
import { shipmentId } from "./unique-ids.ts";
import type { Writing } from "./writing.ts";

/** The status as `UpdateType` says it, which is also the name of the status' own metric. */
const UPDATE_TYPES = { shipped: "Shipped", out_for_delivery: "Out for delivery", delivered: "Delivered" } as const;

/** Shipping Update, and beside it the metric of the status, with the same payload. Neither has a value: it is no revenue. */
export function mapShipmentUpdated(
  event: CommerceEventOf<"shipment.updated">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { order, shipment } = event.data;
  const updateType = UPDATE_TYPES[shipment.status];
  const uniqueId = shipmentId(updateType, shipment.number);
  const priced = pricePurchaseItems(order, currencies, settings);
  const items = shippedItems(priced, shipment, settings);
  const own = {
    OrderId: order.number,
    ShipmentId: uniqueId,
    UpdateType: updateType,
    ...transportProperties(order, shipment, event.time, currencies.writing, settings),
    ...amountProperties(items, priced.prices, currencies),
    ...placeProperties(order, settings),
  };
  const properties = fitItems(items.length, (count) => {
    const kept = count === items.length ? items : items.slice(0, count);
    return {
      ...own,
      ...itemLists(kept, settings),
      ItemCount: items.length,
      ...pieceCount(items, currencies),
      ...(kept === items ? undefined : { TruncatedFields: TRUNCATED }),
    };
  });
  const subject = shipment.shippingAddress ? { ...order, shippingAddress: shipment.shippingAddress } : order;
  const profile = profileOf(subject, settings);
  const update = { uniqueId, time: event.time, profile, properties, secrets: [] };
  return [
    { metric: "Shipping Update", ...update },
    { metric: updateType, ...update },
  ];
}

/** What is in the shipment, at the prices of the order. A shipment that does not say holds all of it. */
function shippedItems(
  { items, currencies }: PricedPurchase,
  shipment: Shipment,
  settings: MappingSettings,
): readonly Item[] {
  if (!shipment.lines) return items;
  const itemsById = new Map(items.map((item) => [item.line.id, item]));
  return shipment.lines.flatMap(({ lineId, quantity }) => {
    const ordered = itemsById.get(lineId);
    if (!ordered) return [];
    const prices = shareOfLine(ordered.prices, quantity, ordered.quantity);
    return [itemOf(ordered.line, quantity, prices, currencies, settings)];
  });
}

function transportProperties(
  order: Order,
  shipment: Shipment,
  time: string,
  writing: Writing,
  settings: MappingSettings,
): Properties {
  const service = shipment.service ?? order.shipping?.service ?? "";
  const carrier = shipment.carrier ?? order.shipping?.carrier ?? "";
  const method = order.shipping?.method ?? "";
  const packages = shipment.packages ?? 1;
  const shippingDate = shopTime(shipment.shippedAt ?? time, settings.timeZone);
  const orderDate = shopTime(order.createdAt, settings.timeZone);
  return {
    ShippingAddress: addressProperties(shipment.shippingAddress ?? order.shippingAddress, writing),
    ShippingMethod: shippingMethod({ service, carrier, method }),
    ShippingService: service,
    ShippingCarrier: carrier,
    CentraShippingMethod: method,
    TrackingNumber: shipment.trackingNumber ?? "",
    TrackingUrl: shipment.trackingUrl ?? "",
    PackagesAmount: packages,
    PackagesAmountPlural: writing.plural(packages),
    ShippingDate: shippingDate,
    ShippingDateFormatted: writing.date(shippingDate),
    OrderDate: orderDate,
    OrderDateFormatted: writing.date(orderDate),
    MethodForPayment: order.paymentMethod ?? "",
    ...ingridOfShipment(shipment.ingrid ?? order.shipping?.ingrid),
  };
}

/** The amounts of what is in the shipment; the shipping cost is the order's, which may come in several shipments. */
function amountProperties(items: readonly Item[], prices: PurchasePrices, currencies: Currencies): Properties {
  const total = addAmounts(items.map((item) => item.prices.total));
  const tax = addAmounts(items.map((item) => item.prices.tax));
  const discount = addAmounts(items.map((item) => item.prices.discount));
  return {
    BaseCurrency: currencies.base,
    CustomerCurrency: currencies.customer,
    GrossPaidPrice: inBase(total, currencies),
    GrossPaidPriceInCustomerCurrency: inCustomer(total, currencies),
    GrossPaidPriceInCustomerCurrencyFormatted: asWritten(total, currencies),
    TaxAmount: inBase(tax, currencies),
    TaxAmountInCustomerCurrency: inCustomer(tax, currencies),
    TaxAmountInCustomerCurrencyFormatted: asWritten(tax, currencies),
    DiscountValue: inBase(discount, currencies),
    DiscountValueInCustomerCurrency: inCustomer(discount, currencies),
    DiscountValueInCustomerCurrencyFormatted: asWritten(discount, currencies),
    ShippingCost: inBase(prices.shipping, currencies),
    ShippingCostInCustomerCurrency: inCustomer(prices.shipping, currencies),
    ShippingCostInCustomerCurrencyFormatted: asWritten(prices.shipping, currencies),
    ShippingTaxAmount: inBase(prices.shippingTax, currencies),
    ShippingTaxAmountInCustomerCurrency: inCustomer(prices.shippingTax, currencies),
    ShippingTaxAmountInCustomerCurrencyFormatted: asWritten(prices.shippingTax, currencies),
  };
}
