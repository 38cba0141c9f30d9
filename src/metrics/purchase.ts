import type { Purchase } from "../commerce/order.ts";
import { addressProperties } from "./addresses.ts";
import { minorAsNumber } from "./exact-amounts.ts";
import type { Currencies } from "./exchange-rate.ts";
import { ingridOfOrder } from "./ingrid.ts";
import { categoryNames, type Item, itemName, itemOf, type Properties } from "./items.ts";
import { fitItems } from "./limits.ts";
import {
  type Amount,
  addAmounts,
  asWritten,
  inBase,
  inCustomer,
  type PurchasePrices,
  pricePurchase,
} from "./prices.ts";
import { deliveryCountry, languageOf, placeName } from "./profile.ts";
import type { MappingSettings } from "./settings.ts";
import { shopTime } from "./shop-time.ts";

/** A purchase, or what a refund is about of it, with what it costs. */
export interface PricedPurchase {
  readonly purchase: Purchase;
  readonly items: readonly Item[];
  readonly prices: PurchasePrices;
  readonly currencies: Currencies;
}

/** What Klaviyo counts: a number in the base currency. */
export function revenueOf(
  amount: Amount,
  currencies: Currencies,
): { readonly value: number; readonly valueCurrency: string } {
  return { value: minorAsNumber(amount.base, currencies.baseDigits), valueCurrency: currencies.base };
}

/** The whole of a purchase. */
export function pricePurchaseItems(
  purchase: Purchase,
  currencies: Currencies,
  settings: MappingSettings,
): PricedPurchase {
  const prices = pricePurchase(purchase, currencies);
  const items = purchase.lines.flatMap((line, index) => {
    const linePrices = prices.lines[index];
    return linePrices ? [itemOf(line, line.quantity, linePrices, currencies, settings)] : [];
  });
  return { purchase, items, prices, currencies };
}

/**
 * What all order metrics tell of a purchase. `GrossPaidPricePerUnit…` at this level is the total again, under the name
 * that the list of template variables has for it. `own` is what a metric adds.
 */
export function purchaseProperties(priced: PricedPurchase, settings: MappingSettings, own: Properties): Properties {
  const { purchase, items, currencies } = priced;
  const createdDate = shopTime(purchase.createdAt, settings.timeZone);
  return fitItems(items.length, (count) => {
    const kept = count === items.length ? items : items.slice(0, count);
    return {
      ...own,
      ...totalProperties(priced),
      ...itemLists(kept, settings),
      ItemCount: items.length,
      ...pieceCount(items, currencies),
      ...(kept === items ? undefined : { TruncatedFields: TRUNCATED }),
      ...discountCodes(purchase),
      BillingAddress: addressProperties(purchase.billingAddress, currencies.writing),
      ShippingAddress: addressProperties(purchase.shippingAddress, currencies.writing),
      Shipping: shippingProperties(priced),
      Handling: handlingProperties(priced),
      MethodForPayment: purchase.paymentMethod ?? "",
      CreatedDate: createdDate,
      CreatedDateFormatted: currencies.writing.date(createdDate),
      ...placeProperties(purchase, settings),
    };
  });
}

/** Cut together, so that each item has its name. */
export const TRUNCATED = ["Items", "ItemNames", "Categories", "Brands"] as const;

function totalProperties({ items, prices, currencies }: PricedPurchase): Properties {
  const subtotal = addAmounts(items.map((item) => item.prices.original));
  const total = inBase(prices.total, currencies);
  const totalInCustomerCurrency = inCustomer(prices.total, currencies);
  const totalAsWritten = asWritten(prices.total, currencies);
  return {
    BaseCurrency: currencies.base,
    CustomerCurrency: currencies.customer,
    GrossPaidPrice: total,
    GrossPaidPriceInCustomerCurrency: totalInCustomerCurrency,
    GrossPaidPriceInCustomerCurrencyFormatted: totalAsWritten,
    GrossPaidPricePerUnit: total,
    GrossPaidPricePerUnitInCustomerCurrency: totalInCustomerCurrency,
    GrossPaidPricePerUnitInCustomerCurrencyFormatted: totalAsWritten,
    Subtotal: inBase(subtotal, currencies),
    SubtotalInCustomerCurrency: inCustomer(subtotal, currencies),
    SubtotalInCustomerCurrencyFormatted: asWritten(subtotal, currencies),
    TaxAmount: inBase(prices.tax, currencies),
    TaxAmountInCustomerCurrency: inCustomer(prices.tax, currencies),
    TaxAmountInCustomerCurrencyFormatted: asWritten(prices.tax, currencies),
    DiscountValue: inBase(prices.discount, currencies),
    DiscountValueInCustomerCurrency: inCustomer(prices.discount, currencies),
    DiscountValueInCustomerCurrencyFormatted: asWritten(prices.discount, currencies),
    OtherAmount: inBase(prices.other, currencies),
    OtherAmountInCustomerCurrency: inCustomer(prices.other, currencies),
    OtherAmountInCustomerCurrencyFormatted: asWritten(prices.other, currencies),
    OtherTaxAmount: inBase(prices.otherTax, currencies),
    OtherTaxAmountInCustomerCurrency: inCustomer(prices.otherTax, currencies),
    OtherTaxAmountInCustomerCurrencyFormatted: asWritten(prices.otherTax, currencies),
    HasDiscount: prices.discount.customer !== 0,
    HasShippingCost: prices.shipping.customer !== 0,
    HasHandlingCost: prices.handling.customer !== 0,
    HasOtherAmount: prices.other.customer !== 0,
    HasTax: prices.tax.customer !== 0,
  };
}

/** How many pieces there are, and the plural form that the customer's language has for so many. */
export function pieceCount(items: readonly Item[], { writing }: Currencies): Properties {
  let pieces = 0;
  for (const { quantity } of items) pieces += quantity;
  return { PieceCount: pieces, PieceCountPlural: writing.plural(pieces) };
}

/** The items, and flat lists of what is in them: segments and flow filters see only those (Klaviyo, Events API overview). */
export function itemLists(items: readonly Item[], settings: MappingSettings) {
  const categories = new Set<string>();
  const brands = new Set<string>();
  for (const { line } of items) {
    for (const category of categoryNames(line)) categories.add(category);
    if (line.brand) brands.add(line.brand);
  }
  return {
    Categories: firstOf(categories),
    ItemNames: items.map(({ line }) => itemName(line, settings)),
    Brands: firstOf(brands),
    Items: items.map((item) => item.properties),
  };
}

/** Klaviyo takes 4,000 entries. */
function firstOf(names: ReadonlySet<string>): string[] {
  return names.size > 4000 ? [...names].slice(0, 4000) : [...names];
}

function discountCodes({ discounts }: Purchase): Properties {
  const codes = discounts ? discounts.flatMap(({ code }) => code || []) : [];
  return { DiscountCode: codes.join(", "), DiscountCodes: codes };
}

function shippingProperties({ purchase, prices, currencies }: PricedPurchase): Properties {
  const { shipping } = purchase;
  return {
    Method: shippingMethod(shipping),
    Service: shipping?.service ?? "",
    Carrier: shipping?.carrier ?? "",
    CentraShippingMethod: shipping?.method ?? "",
    Cost: inBase(prices.shipping, currencies),
    CostInCustomerCurrency: inCustomer(prices.shipping, currencies),
    CostInCustomerCurrencyFormatted: asWritten(prices.shipping, currencies),
    TaxAmount: inBase(prices.shippingTax, currencies),
    TaxAmountInCustomerCurrency: inCustomer(prices.shippingTax, currencies),
    TaxAmountInCustomerCurrencyFormatted: asWritten(prices.shippingTax, currencies),
    ...ingridOfOrder(shipping?.ingrid),
  };
}

function handlingProperties({ prices, currencies }: PricedPurchase): Properties {
  return {
    Cost: inBase(prices.handling, currencies),
    CostInCustomerCurrency: inCustomer(prices.handling, currencies),
    CostInCustomerCurrencyFormatted: asWritten(prices.handling, currencies),
    TaxAmount: inBase(prices.handlingTax, currencies),
    TaxAmountInCustomerCurrency: inCustomer(prices.handlingTax, currencies),
    TaxAmountInCustomerCurrencyFormatted: asWritten(prices.handlingTax, currencies),
  };
}

/** Service and carrier joined, `pnl-bua (Ingrid)`; without them the shop's own name for it. */
export function shippingMethod(
  shipping: {
    readonly service?: string | undefined;
    readonly carrier?: string | undefined;
    readonly method?: string | undefined;
  } = {},
): string {
  const { service, carrier, method } = shipping;
  if (service && carrier) return `${service} (${carrier})`;
  return service || carrier || method || "";
}

export function placeProperties(purchase: Purchase, settings: MappingSettings): Properties {
  return {
    Language: languageOf(purchase, settings),
    Country: deliveryCountry(purchase),
    Market: placeName(purchase.market),
    Pricelist: placeName(purchase.pricelist),
  };
}
