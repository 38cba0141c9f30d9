import { z } from "zod";
import { HistorySourceError } from "../../commerce/history-source.ts";
import { positionSchema } from "./position.ts";

const doneSchema = z.object({
  /** Customers that were looked at, guests among them. */
  looked: z.number(),
  accounts: z.number(),
  ordersOfAccounts: z.number(),
  ordersOfGuests: z.number(),
});

const cursorSchema = z.object({
  /** Guests come first, so that what an account says of its owner counts for more. */
  part: z.enum(["guests", "accounts"]),
  after: positionSchema.nullable(),
  /** In the middle of a customer with more orders than fit on a page. */
  within: z.object({ customer: z.number(), at: z.number(), after: positionSchema }).nullable(),
  done: doneSchema,
  /** How many customers there are to look at; null = Centra does not tell. */
  customers: z.number().nullable(),
});

/** How far an export has come. */
export type Cursor = z.output<typeof cursorSchema>;
export type Done = Cursor["done"];

export function firstCursor(includeGuests: boolean, customers: number | null): Cursor {
  return {
    part: includeGuests ? "guests" : "accounts",
    ...{ after: null, within: null, customers },
    done: { looked: 0, accounts: 0, ordersOfAccounts: 0, ordersOfGuests: 0 },
  };
}

/** Throws HistorySourceError for a text that is no cursor. */
export function readCursor(text: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HistorySourceError(
      "cursor_unknown",
      "Where the export has come to cannot be read. Cancel it and start it again; nothing is sent twice.",
      { isRetryable: false, cause },
    );
  }
}
