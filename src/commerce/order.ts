import { z } from "zod";
import { addressSchema, customerSchema, shopFields } from "./customer.ts";
import { identifierField, textField, timeField } from "./fields.ts";
import { ingridSchema } from "./ingrid.ts";
import { amountField, currencyField, rateFault, rateField, rateHasBase } from "./money.ts";
import { orderLineSchema } from "./order-line.ts";

const costFields = {
  cost: amountField("What the customer pays for it, tax included.", "10.00"),
  taxAmount: amountField("The tax in `cost`.", "2.00"),
};

const shippingSchema = z
  .strictObject({
    method: textField(200, "Name of the shop's shipping option.", "Home delivery").optional(),
    service: textField(200, "The carrier's service.", "pnl-bua").optional(),
    carrier: textField(200, "Who carries it, or through whom it was booked.", "Ingrid").optional(),
    ...costFields,
    ingrid: ingridSchema.optional(),
  })
  .meta({ id: "Shipping", description: "How the order is delivered, and for how much." });

const handlingSchema = z
  .strictObject(costFields)
  .meta({ id: "Handling", description: "A fee for handling or payment." });

const discountSchema = z
  .strictObject({
    code: textField(100, "The code that the customer entered.", "SPRING10").optional(),
    name: textField(200, "Name of the discount.", "Ten percent in spring").optional(),
    amount: amountField(
      "What it takes off the order beyond the lines' own prices. 0 when the lines' prices have it in them already.",
      "20.00",
    ),
  })
  .meta({ id: "Discount", description: "A discount or voucher used on the order." });

const totalsSchema = z
  .strictObject({
    grandTotal: amountField(
      "What the customer pays: lines + shipping + handling − discounts, tax included. A difference is shown as OtherAmount.",
      "215.00",
    ),
    taxAmount: amountField("All tax in it.", "43.00"),
  })
  .meta({ id: "Totals", description: "The order's totals." });

/** What an order and a checkout have in common. */
const purchaseFields = {
  createdAt: timeField("When it was made.", "2026-03-14T09:26:53+01:00"),
  orderType: z
    .enum(["one_time_purchase", "new_subscription", "recurring_subscription_payment"])
    .meta({ description: "Default: one_time_purchase.", examples: ["one_time_purchase"] })
    .optional(),
  customer: customerSchema,
  billingAddress: addressSchema.optional(),
  shippingAddress: addressSchema.optional(),
  lines: z
    .array(orderLineSchema)
    .min(1)
    .max(5000)
    .refine(idsAreUnique, "has two lines with the same id; the id tells lines apart")
    .meta({ description: "What is bought, 1 to 5,000 lines." }),
  shipping: shippingSchema.optional(),
  handling: handlingSchema.optional(),
  discounts: z.array(discountSchema).max(100).meta({ description: "Discounts of the order as a whole." }).optional(),
  totals: totalsSchema,
  paymentMethod: textField(200, "How it is paid.", "Third Party Payment").optional(),
  ...shopFields,
  currency: currencyField,
  baseCurrency: currencyField
    .meta({ description: "The shop's base currency, into which `conversionRate` leads. ISO 4217.", examples: ["SEK"] })
    .optional(),
  conversionRate: rateField.optional(),
};

function idsAreUnique(lines: readonly { readonly id: string }[]): boolean {
  return new Set(lines.map((line) => line.id)).size === lines.length;
}

export const orderSchema = z
  .strictObject({
    number: identifierField("The order's number, as the customer knows it.", "102"),
    id: identifierField("The order's id in the shop.", "1497ccf644db871e1e4026d101bde6f3").optional(),
    ...purchaseFields,
  })
  .refine(rateHasBase, rateFault)
  .meta({ id: "Order", description: "An order. Every amount is in `currency`." });

export type Order = z.output<typeof orderSchema>;

export const checkoutSchema = z
  .strictObject({
    selectionId: identifierField("Id of the selection (the cart).", "9f86d081884c7d65"),
    visitId: identifierField(
      "Tells repeated checkouts of one selection apart, for example the time of the start. Without it a selection's checkout is told to Klaviyo once.",
      "1773476813",
    ).optional(),
    ...purchaseFields,
  })
  .refine(rateHasBase, rateFault)
  .meta({ id: "Checkout", description: "An order that is not yet one: the same without a number." });

export type Checkout = z.output<typeof checkoutSchema>;

/** What an order and a checkout have in common. */
export type Purchase = Omit<Checkout, "selectionId" | "visitId">;
