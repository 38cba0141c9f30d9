import { z } from "zod";
import { attributes } from "./ingrid.ts";
import { address, count, country, decimal, flag, language, listOf, money, place, text, time } from "./values.ts";

const lineSchema = z.object({
  __typename: text,
  id: z.union([z.string(), z.number()]).transform(String),
  quantity: z.int().nonnegative(),
  cancelledQuantity: count,
  taxPercent: decimal,
  size: text,
  productNumber: text,
  productName: text,
  productBrand: text,
  productVariantName: text,
  productExternalUrl: text,
  frontendItemId: text,
  gross: money,
  net: money,
  unitPrice: money,
  unitOriginalPrice: money,
  brand: z.object({ name: text }).optional().catch(undefined),
  category: place,
  product: z.object({ id: text, name: text, isBundle: flag }).optional().catch(undefined),
  productVariant: z.object({ name: text }).optional().catch(undefined),
  productSize: z.object({ SKU: text, EAN: text, GTIN: text, UPC: text, description: text }).optional().catch(undefined),
});

const returnSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  comment: text,
  grandTotal: money,
  lines: listOf(
    z.object({
      quantity: z.int().positive(),
      lineValue: money,
      orderLine: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
    }),
  ),
  totals: z
    .object({ shipping: money, handling: money, taxIncluded: money, taxAdded: money })
    .optional()
    .catch(undefined),
});

const paymentSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  createdAt: time,
  status: text,
  entryType: text,
  value: money,
  return: returnSchema.optional().catch(undefined),
});

const historySchema = z.object({ createdAt: time, type: text, dataJSON: text });

/** What is in a shipment, and where it goes. */
const contentFields = {
  lines: listOf(
    z.object({
      quantity: z.int().positive(),
      orderLine: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
    }),
  ),
  shippingAddress: address,
};

const shipmentSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  number: z.string().min(1),
  isShipped: flag,
  shippedAt: time,
  trackingNumber: text,
  trackingUrl: text,
  numberOfPackages: count,
  carrierInformation: z.object({ carrierName: text, serviceName: text }).optional().catch(undefined),
  ...contentFields,
});

const contentsSchema = z.object({ id: z.union([z.string(), z.number()]).transform(String), ...contentFields });

const personSchema = z.object({ id: text, email: text, firstName: text, lastName: text }).optional().catch(undefined);

/** What decides what happened to an order. */
const stateFields = {
  number: z.union([z.string(), z.number()]).transform(String),
  status: text,
  isWaitingForPayment: flag,
  createdAt: time,
  orderDate: time,
  updatedAt: time,
  store: z.object({ id: text }).optional().catch(undefined),
  paymentHistory: listOf(paymentSchema),
  history: listOf(historySchema),
  shipments: listOf(shipmentSchema),
};

const stateSchema = z.object(stateFields);

const orderSchema = z.object({
  ...stateFields,
  id: text,
  market: place,
  pricelist: place,
  country,
  language,
  baseGrandTotal: money,
  totals: z
    .object({
      shipping: money,
      shippingTaxIncluded: money,
      shippingTaxAdded: money,
      handling: money,
      discounts: money,
      taxIncluded: money,
      taxAdded: money,
    })
    .optional()
    .catch(undefined),
  shippingPriceGroup: z
    .object({ shippingOption: z.object({ name: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  giftMessage: text,
  attributes,
  paymentMethod: z.object({ name: text, uri: text }).optional().catch(undefined),
  discountsApplied: listOf(z.object({ value: money, code: text, voucherName: text })),
  billingAddress: address,
  shippingAddress: address,
  lines: listOf(lineSchema),
  customer: personSchema,
});

export type CentraOrder = z.output<typeof orderSchema>;
export type CentraOrderState = z.output<typeof stateSchema>;
export type CentraLine = CentraOrder["lines"][number];
export type CentraPayment = CentraOrderState["paymentHistory"][number];
export type CentraShipment = CentraOrderState["shipments"][number];

export type CentraReturn = z.output<typeof returnSchema>;
export type ShipmentContents = z.output<typeof contentsSchema>;

/** What is no return or no shipment is left out. */
export const readReturns = (rows: readonly unknown[]): CentraReturn[] => listOf(returnSchema).parse(rows);
export const readContents = (rows: readonly unknown[]): ShipmentContents[] => listOf(contentsSchema).parse(rows);

/** Null when it is no order at all. */
export function readOrder(value: unknown): CentraOrder | null {
  return orderSchema.safeParse(withOneSpelling(value)).data ?? null;
}

/** What decides what happened to an order, without what it says. */
export function readOrderState(value: unknown): CentraOrderState | null {
  return stateSchema.safeParse(withOneSpelling(value)).data ?? null;
}

/** The questions ask for two spellings where the documentation leaves open which is right. */
function withOneSpelling(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const history = "history" in value ? value.history : undefined;
  const customer = "customer" in value ? value.customer : undefined;
  return {
    ...value,
    history: history ?? ("orderHistory" in value ? value.orderHistory : undefined),
    customer: customer ?? ("consumer" in value ? value.consumer : undefined),
  };
}
