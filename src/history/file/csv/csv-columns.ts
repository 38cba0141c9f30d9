/** text: as it is, amounts and times too. names: `id:name|id:name`. parts: `line id:quantity|line id:quantity`. */
export type CellKind = "text" | "number" | "names" | "parts";

/** Where a column's cells go: steps into what they are about. */
export interface Column {
  /** account: when the customer's account was created. */
  readonly about: "account" | "order" | "line" | "refund";
  readonly steps: readonly string[];
  readonly kind: CellKind;
}

const ADDRESS = {
  first_name: "firstName",
  last_name: "lastName",
  company: "company",
  address1: "address1",
  address2: "address2",
  city: "city",
  region: "region",
  region_code: "regionCode",
  country: "country",
  country_code: "countryCode",
  zip: "zip",
  phone: "phone",
  email: "email",
};

const ORDER = {
  order_number: "order/number",
  order_id: "order/id",
  created_at: "order/createdAt",
  order_type: "order/orderType",
  email: "order/customer/email",
  customer_id: "order/customer/id",
  first_name: "order/customer/firstName",
  last_name: "order/customer/lastName",
  company: "order/customer/company",
  phone: "order/customer/phone",
  currency: "order/currency",
  base_currency: "order/baseCurrency",
  conversion_rate: "order/conversionRate",
  grand_total: "order/totals/grandTotal",
  tax_amount: "order/totals/taxAmount",
  shipping_method: "order/shipping/method",
  shipping_service: "order/shipping/service",
  shipping_carrier: "order/shipping/carrier",
  shipping_cost: "order/shipping/cost",
  shipping_tax_amount: "order/shipping/taxAmount",
  handling_cost: "order/handling/cost",
  handling_tax_amount: "order/handling/taxAmount",
  discount_code: "order/discounts/0/code",
  discount_name: "order/discounts/0/name",
  discount_amount: "order/discounts/0/amount",
  payment_method: "order/paymentMethod",
  market_id: "order/market/id",
  market_name: "order/market/name",
  pricelist_id: "order/pricelist/id",
  pricelist_name: "order/pricelist/name",
  country: "order/country",
  site_language: "order/siteLanguage",
  confirmed_at: "confirmedAt",
  cancelled_at: "cancelledAt",
  cancel_reason: "cancelReason",
  ...prefixed("billing_", "order/billingAddress/", ADDRESS),
  ...prefixed("shipping_", "order/shippingAddress/", ADDRESS),
};

const LINE = {
  line_id: "id",
  line_product_id: "productId",
  line_sku: "sku",
  line_gtin: "gtin",
  line_size: "size",
  line_product_name: "productName",
  line_variant_name: "variantName",
  line_brand: "brand",
  line_product_type: "productType",
  line_quantity: "quantity",
  line_unit_price: "unitPrice",
  line_unit_original_price: "unitOriginalPrice",
  line_total: "total",
  line_tax_amount: "taxAmount",
  line_tax_percent: "taxPercent",
  line_categories: "categories",
  line_product_url: "productUrl",
  line_image_url: "images/full",
};

const REFUND = {
  refund_id: "id",
  refunded_at: "at",
  refund_amount: "amount",
  refund_tax_amount: "taxAmount",
  refund_shipping_amount: "shippingAmount",
  refund_handling_amount: "handlingAmount",
  refund_reason: "reason",
  refund_lines: "lines",
};

const KINDS: Readonly<Record<string, CellKind>> = {
  line_quantity: "number",
  line_tax_percent: "number",
  line_categories: "names",
  refund_lines: "parts",
};

/** Every column that a file may have. */
export const COLUMNS: ReadonlyMap<string, Column> = new Map([
  ["customer_created_at", { about: "account", steps: [], kind: "text" }],
  ...columnsOf("order", ORDER),
  ...columnsOf("line", LINE),
  ...columnsOf("refund", REFUND),
]);

/** Those without which no order is complete. */
export const NEEDED_COLUMNS: readonly string[] = [
  ...["order_number", "created_at", "email", "currency", "grand_total", "tax_amount"],
  ...["line_product_id", "line_product_name", "line_quantity", "line_unit_price", "line_unit_original_price"],
  ...["line_total", "line_tax_amount", "line_tax_percent"],
];

const NAMES: ReadonlyMap<string, string> = new Map(
  [...COLUMNS].map(([name, { about, steps }]) => [`${about} ${steps.join("/")}`, name]),
);

/** The column that a place belongs to: its own, or that of the nearest place above it; null when none is. */
export function columnAt(about: Column["about"], path: string): string | null {
  const steps = path.split("/");
  for (let length = steps.length; length > 0; length--) {
    const name = NAMES.get(`${about} ${steps.slice(0, length).join("/")}`);
    if (name !== undefined) return name;
  }
  return null;
}

function columnsOf(about: Column["about"], paths: Readonly<Record<string, string>>): [string, Column][] {
  return Object.entries(paths).map(([name, path]) => [
    name,
    { about, steps: path.split("/"), kind: KINDS[name] ?? "text" },
  ]);
}

function prefixed(prefix: string, above: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [prefix + name, above + field]));
}
