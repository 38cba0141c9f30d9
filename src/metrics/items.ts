import type { OrderLine } from "../commerce/order-line.ts";
import { minorAsNumber } from "./exact-amounts.ts";
import type { Currencies } from "./exchange-rate.ts";
import type { JsonValue } from "./metric-event.ts";
import { asWritten, inBase, inCustomer, type LinePrices } from "./prices.ts";
import type { MappingSettings } from "./settings.ts";
import { shopTime } from "./shop-time.ts";

/** Pieces of a line, with what they cost: a whole line, or what of it was shipped or refunded. */
export interface Item {
  readonly line: OrderLine;
  readonly quantity: number;
  readonly prices: LinePrices;
  /** As templates read it. */
  readonly properties: Properties;
}

export type Properties = { readonly [key: string]: JsonValue | undefined };

export function itemOf(
  line: OrderLine,
  quantity: number,
  prices: LinePrices,
  currencies: Currencies,
  settings: MappingSettings,
): Item {
  return { line, quantity, prices, properties: itemProperties(line, quantity, prices, currencies, settings) };
}

/**
 * `ItemPrice` and `RowTotal`, numbers in the base currency, and `ProductCategories` are Klaviyo's names (Klaviyo, guide for
 * platform integrations).
 */
function itemProperties(
  line: OrderLine,
  quantity: number,
  prices: LinePrices,
  currencies: Currencies,
  settings: MappingSettings,
): Properties {
  const properties = {
    ProductID: line.productId,
    SKU: line.sku ?? "",
    ProductName: itemName(line, settings),
    Quantity: quantity,
    GTIN: line.gtin ?? "",
    Size: line.size ?? "",
    VariantName: line.variantName ?? "",
    ProductType: line.productType ?? "product",
    GrossPaidPrice: inBase(prices.total, currencies),
    GrossPaidPriceInCustomerCurrency: inCustomer(prices.total, currencies),
    GrossPaidPriceInCustomerCurrencyFormatted: asWritten(prices.total, currencies),
    OriginalPrice: inBase(prices.original, currencies),
    OriginalPriceInCustomerCurrency: inCustomer(prices.original, currencies),
    OriginalPriceInCustomerCurrencyFormatted: asWritten(prices.original, currencies),
    GrossPaidPricePerUnit: inBase(prices.unit, currencies),
    GrossPaidPricePerUnitInCustomerCurrency: inCustomer(prices.unit, currencies),
    GrossPaidPricePerUnitInCustomerCurrencyFormatted: asWritten(prices.unit, currencies),
    ProductURL: line.productUrl ?? "",
    ImageURL: imageOf(line, settings),
    Categories: line.categories ?? {},
    Brand: line.brand ?? "",
    TaxAmount: inBase(prices.tax, currencies),
    TaxAmountInCustomerCurrency: inCustomer(prices.tax, currencies),
    TaxAmountInCustomerCurrencyFormatted: asWritten(prices.tax, currencies),
    TaxPercent: line.taxPercent,
    Discounted: prices.discount.customer > 0,
    DiscountValue: inBase(prices.discount, currencies),
    DiscountValueInCustomerCurrency: inCustomer(prices.discount, currencies),
    DiscountValueInCustomerCurrencyFormatted: asWritten(prices.discount, currencies),
    LineId: line.id,
    ItemPrice: minorAsNumber(prices.unit.base, currencies.baseDigits),
    RowTotal: minorAsNumber(prices.total.base, currencies.baseDigits),
    ProductCategories: categoryNames(line),
  };
  return line.subscription
    ? { ...properties, ...subscriptionProperties(line.subscription, currencies, settings) }
    : properties;
}

/** "Use short product name": the product's name alone, else with its variant. */
export function itemName({ productName, variantName }: OrderLine, { shortProductName }: MappingSettings): string {
  return shortProductName || !variantName ? productName : `${productName} ${variantName}`;
}

export function categoryNames({ categories }: OrderLine): readonly string[] {
  return categories ? Object.values(categories) : [];
}

/** The size that the settings name; a line that lacks it shows the first that it has. */
function imageOf({ images }: OrderLine, { imageSize }: MappingSettings): string {
  if (!images) return "";
  const named = images[imageSize];
  if (named) return named;
  for (const size in images) {
    const image = images[size];
    if (image) return image;
  }
  return "";
}

function subscriptionProperties(
  subscription: NonNullable<OrderLine["subscription"]>,
  { writing }: Currencies,
  { timeZone }: MappingSettings,
): Properties {
  const nextOrderDate = subscription.nextOrderAt && shopTime(subscription.nextOrderAt, timeZone);
  return {
    IsSubscription: true,
    Subscription: {
      NextOrderDate: nextOrderDate,
      NextOrderDateFormatted: nextOrderDate && writing.date(nextOrderDate),
      DiscountPercent: subscription.discountPercent,
      IntervalType: subscription.intervalType,
      IntervalValue: subscription.intervalValue,
      IntervalFormatted: subscription.intervalFormatted,
    },
  };
}
