import { z } from "zod";
import { identifierField, quantityField, textField, timeField, urlField } from "./fields.ts";
import { amountField } from "./money.ts";

const subscriptionSchema = z
  .strictObject({
    nextOrderAt: timeField("When the next order of it is made.", "2026-04-14T09:26:53+02:00").optional(),
    discountPercent: z
      .number()
      .min(0)
      .max(100)
      .meta({ description: "Discount of the plan.", examples: [10] })
      .optional(),
    intervalType: textField(50, "Unit of the interval.", "month").optional(),
    intervalValue: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: "How many units.", examples: [1] })
      .optional(),
    intervalFormatted: textField(200, "The interval as the customer reads it.", "Every month").optional(),
  })
  .meta({ id: "LineSubscription", description: "The subscription that a line belongs to." });

/** A category, or an image, by its id or size name; at most 50. */
function byName(description: string, key: string, value: z.ZodString, example: Record<string, string>) {
  return z
    .record(z.string().min(1).max(50), value)
    .refine((entries) => Object.keys(entries).length <= 50, "must have at most 50 entries")
    .meta({ description: `${description} Key: ${key}.`, examples: [example] });
}

export const orderLineSchema = z
  .strictObject({
    id: identifierField("The line's id, unique in the order.", "68"),
    productId: identifierField("The display item's id: equal to the catalog item's id in Klaviyo.", "1-1"),
    sku: textField(200, "Stock keeping unit.", "123456789").optional(),
    gtin: textField(200, "Global trade item number (EAN, UPC).", "7340112910426").optional(),
    size: textField(200, "Size, as shown.", "M").optional(),
    productName: textField(500, "The product's name, without its variant.", "Test Product"),
    variantName: textField(500, "The variant's name.", "Blue jeans").optional(),
    brand: textField(200, "Brand.", "Brand").optional(),
    productType: z
      .enum(["product", "bundle"])
      .meta({ description: "A bundle is a product made of others. Default: product.", examples: ["product"] })
      .optional(),
    quantity: quantityField,
    unitPrice: amountField("What one piece costs after the line's discounts, tax included.", "100.00"),
    unitOriginalPrice: amountField("What one piece costs before discounts, tax included.", "120.00"),
    total: amountField("What the line costs after the line's discounts, tax included.", "200.00"),
    taxAmount: amountField("The tax in `total`.", "40.00"),
    taxPercent: z
      .number()
      .min(0)
      .max(100)
      .meta({ description: "Tax rate in percent.", examples: [25] }),
    categories: byName("The product's categories.", "the category's id; value: its name", z.string().max(200), {
      "1": "shop",
    }).optional(),
    productUrl: urlField("Where the product can be seen.", "https://ascaro-shop.com/blue-jeans").optional(),
    images: byName("Pictures of the product.", "name of the image size; value: its address", urlField("Picture.", ""), {
      full: "https://ascaro-shop.com/images/red.jpg",
    }).optional(),
    subscription: subscriptionSchema.optional(),
  })
  .meta({ id: "OrderLine", description: "One line of an order. Amounts are in the order's currency." });

export type OrderLine = z.output<typeof orderLineSchema>;

/** Part of a line: what was shipped or refunded of it. */
export const linePartFields = {
  lineId: identifierField("Id of the order's line.", "68"),
  quantity: quantityField,
};
