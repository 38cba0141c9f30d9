import { z } from "zod";
import { identifierField, textField } from "./fields.ts";
import { amountField } from "./money.ts";
import { linePartFields } from "./order-line.ts";

const refundLineSchema = z
  .strictObject({
    ...linePartFields,
    amount: amountField(
      "What is paid back for it, tax included. Absent: its share of the line's price.",
      "100.00",
    ).optional(),
  })
  .meta({ id: "RefundLine", description: "What is paid back of a line." });

export const refundSchema = z
  .strictObject({
    id: identifierField("The refund's id, unique in the order.", "385"),
    ordinal: z
      .int()
      .min(1)
      .max(10_000)
      .meta({
        description:
          "Which refund of the order it is, from 1. The first carries the order's number as its id in Klaviyo. Absent: the first one received is the first.",
        examples: [1],
      })
      .optional(),
    amount: amountField("What is paid back in all, tax included.", "110.00"),
    taxAmount: amountField("The tax in it. Absent: the sum of its parts' shares.", "22.00").optional(),
    lines: z
      .array(refundLineSchema)
      .max(5000)
      .meta({ description: "What came back. Absent: all of the order if all of it is paid back, else nothing." })
      .optional(),
    shippingAmount: amountField("The part of `amount` that is shipping.", "10.00").optional(),
    handlingAmount: amountField("The part of `amount` that is handling.", "0.00").optional(),
    reason: textField(2000, "Why.", "Size too small").optional(),
  })
  .meta({ id: "Refund", description: "Money paid back. Amounts are in the order's currency." });

export type Refund = z.output<typeof refundSchema>;
