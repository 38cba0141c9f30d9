import { BASE_CURRENCY, type Person } from "./people.ts";

const PRODUCTS = {
  anorak: {
    productId: "31-2",
    sku: "FF-ANO",
    gtin: "7340112910426",
    productName: "Sarek Anorak",
    variantName: "Moss",
    category: ["7", "Outerwear"],
  },
  knit: {
    productId: "44-1",
    sku: "FF-KNI",
    gtin: "7340112910433",
    productName: "Tärnaby Knit",
    variantName: "Oat",
    category: ["9", "Knitwear"],
  },
  beanie: {
    productId: "58-3",
    sku: "FF-BEA",
    gtin: "7340112910440",
    productName: "Kebnekaise Beanie",
    variantName: "Rust",
    category: ["12", "Accessories"],
  },
} as const;

/** Prices are minor units in the customer's currency, tax included. */
export interface Basket {
  readonly number: string;
  readonly at: string;
  readonly items: readonly {
    readonly product: keyof typeof PRODUCTS;
    readonly size: string;
    readonly quantity: number;
    readonly unitPrice: number;
    readonly unitOriginalPrice?: number;
  }[];
  readonly shipping: number;
  readonly taxPercent: number;
  readonly voucher?: { readonly code: string; readonly amount: number };
}

/** The customer as every kind of event names them. */
export function customerOf(person: Person) {
  const { id, email, firstName, lastName, phone } = person;
  return { id, email, firstName, lastName, phone };
}

export function addressOf(person: Person) {
  const { firstName, lastName, address1, zip, city, countryCode, phone, email } = person;
  return { firstName, lastName, address1, zip, city, countryCode, phone, email };
}

/** Where in the shop the customer is. */
export function placeOf(person: Person) {
  return {
    market: person.market,
    pricelist: { id: person.currency.toLowerCase(), name: person.currency },
    country: person.countryCode,
    siteLanguage: person.siteLanguage,
  };
}

/** What an order and a checkout have in common, in the push API's words. */
export function purchaseOf(person: Person, basket: Basket) {
  const amount = amountIn(person.currency);
  const lines = basket.items.map((item, index) => {
    const { category, ...product } = PRODUCTS[item.product];
    const total = item.unitPrice * item.quantity;
    return {
      id: String(index + 1),
      ...product,
      size: item.size,
      brand: "Fjäll & Form",
      quantity: item.quantity,
      unitPrice: amount(item.unitPrice),
      unitOriginalPrice: amount(item.unitOriginalPrice ?? item.unitPrice),
      total: amount(total),
      taxAmount: amount(taxIn(total, basket.taxPercent)),
      taxPercent: basket.taxPercent,
      categories: { [category[0]]: category[1] },
      productUrl: `https://fjallform.com/${person.siteLanguage}/${product.sku.toLowerCase()}`,
      images: { full: `https://fjallform.com/images/${product.sku.toLowerCase()}.jpg` },
    };
  });
  const goods = basket.items.reduce((sum, item) => sum + item.unitPrice * item.quantity, 0);
  const grandTotal = goods + basket.shipping - (basket.voucher?.amount ?? 0);
  return {
    createdAt: basket.at,
    customer: customerOf(person),
    billingAddress: addressOf(person),
    shippingAddress: addressOf(person),
    lines,
    shipping: {
      method: "Home delivery",
      service: "Express",
      carrier: "PostNord",
      cost: amount(basket.shipping),
      taxAmount: amount(taxIn(basket.shipping, basket.taxPercent)),
    },
    ...(basket.voucher ? { discounts: [{ code: basket.voucher.code, amount: amount(basket.voucher.amount) }] } : {}),
    totals: { grandTotal: amount(grandTotal), taxAmount: amount(taxIn(grandTotal, basket.taxPercent)) },
    paymentMethod: "Card",
    ...placeOf(person),
    currency: person.currency,
    baseCurrency: BASE_CURRENCY,
    conversionRate: person.conversionRate,
  };
}

/** Minor units as the decimal text of the push API. */
export function amountIn(currency: string): (minorUnits: number) => string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (minorUnits) => {
    if (digits === 0) return String(minorUnits);
    const text = String(minorUnits).padStart(digits + 1, "0");
    return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };
}

function taxIn(gross: number, percent: number): number {
  return Math.round((gross * percent) / (100 + percent));
}
