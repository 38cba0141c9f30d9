import { z } from "zod";
import { identifierField, textField, timeField, urlField } from "./fields.ts";
import { amountField, currencyField, rateFault, rateField, rateHasBase } from "./money.ts";

export const giftCertificateSchema = z
  .strictObject({
    id: identifierField("The certificate's id.", "123"),
    name: textField(500, "Its name.", "Birthday card").optional(),
    code: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: "What the customer redeems. A credential.", examples: ["GIFT-7Q2X"] }),
    link: urlField("Where it is redeemed. A credential.", "https://ascaro-shop.com/gift/7Q2X").optional(),
    message: textField(20_000, "The giver's words.", "Hello there!").optional(),
    description: textField(20_000, "What it is.", "Your gift card!").optional(),
    friend: textField(500, "The other person's name: who gives, or who is given.", "Jane Doe").optional(),
    issuedAt: timeField("When it was issued; the event's time when absent.", "2026-03-14T09:26:53+01:00").optional(),
    dueAt: timeField("Until when it holds.", "2027-03-14T23:59:59+01:00").optional(),
    amount: amountField("What it is worth.", "100.00"),
    currency: currencyField,
    baseCurrency: currencyField.optional(),
    conversionRate: rateField.optional(),
  })
  .refine(rateHasBase, rateFault)
  .meta({ id: "GiftCertificate", description: "A gift certificate." });

export type GiftCertificate = z.output<typeof giftCertificateSchema>;
