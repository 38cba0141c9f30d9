import { z } from "zod";
import { emailField, timeField } from "../../../commerce/fields.ts";
import { brokenEntry, type FileEntry, faultsOf, orderLineSchema, wordsOf } from "../file-entry.ts";

const customerLine = z.looseObject({
  type: z.literal("customer"),
  createdAt: timeField("When the account was created.", "2022-09-01T09:26:53+02:00"),
  customer: z.looseObject({ email: emailField }),
});

/** What a line is about. `number` counts from 1; a line that is too long to be read is null. */
export function readLine(text: string | null, number: number): FileEntry {
  if (text === null) return brokenEntry(number, "line_too_long", "The line is longer than 16 MB and was passed over.");
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { kind: "empty" };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return brokenEntry(number, "line_not_json", "The line is not JSON. Write one JSON object a line, in UTF-8.");
  }
  const customer = customerLine.safeParse(value);
  if (customer.success) {
    const { createdAt, customer: whom } = customer.data;
    return { kind: "customer", email: whom.email.toLowerCase(), createdAt: Date.parse(createdAt) };
  }
  const order = orderLineSchema.safeParse(value);
  if (order.success) {
    const { number: orderNumber, createdAt, customer: whom } = order.data.order;
    return {
      kind: "order",
      email: whom.email.toLowerCase(),
      number: orderNumber,
      createdAt: Date.parse(createdAt),
      line: order.data,
      faults: [],
      placeOf: (pointer) => pointer,
    };
  }
  const isCustomer = z.looseObject({ type: z.literal("customer") }).safeParse(value).success;
  const isOrder = z.looseObject({ type: z.literal("order") }).safeParse(value).success;
  if (!isCustomer && !isOrder)
    return brokenEntry(
      number,
      "line_invalid",
      'The line is neither a customer nor an order: "type" must be customer or order.',
    );
  return brokenEntry(number, "line_invalid", wordsOf(faultsOf(isCustomer ? customer.error : order.error)));
}
