import { z } from "zod";
import { COLUMNS } from "../../src/history/file/csv/csv-columns.ts";
import type { MadeCustomer } from "./make-shop.ts";

const valueSchema = z.record(z.string(), z.unknown());
const customerSchema = z.object({ type: z.literal("customer"), createdAt: z.string() });
const orderSchema = z.looseObject({
  order: z.looseObject({ lines: z.array(valueSchema) }),
  refunds: z.array(valueSchema),
});

/** The orders of a made shop as CSV, each a block of rows; a customer's account is told of by their orders, as a shop's own export tool does. */
export function csvOfShop(
  customers: readonly MadeCustomer[],
  { delimiter = ",", isRepeated = false, guests = new Set<MadeCustomer>() } = {},
): { readonly header: string; readonly orders: readonly string[] } {
  const names = [...COLUMNS.keys()];
  const orders = customers.flatMap((customer) => {
    const [account, ...lines] = customer.lines;
    const createdAt = guests.has(customer) ? "" : customerSchema.parse(JSON.parse(account ?? "")).createdAt;
    return lines.map((line) => {
      const value = orderSchema.parse(JSON.parse(line));
      const rows = Array.from({ length: Math.max(value.order.lines.length, value.refunds.length) }, (_, index) =>
        names.map((name) => {
          const column = COLUMNS.get(name);
          if (column?.about === "line") return cellOf(value.order.lines[index], column.steps);
          if (column?.about === "refund") return cellOf(value.refunds[index], column.steps);
          if (index > 0 && !isRepeated && name !== "order_number") return "";
          return column?.about === "account" ? createdAt : cellOf(value, column?.steps ?? []);
        }),
      );
      return rows.map((row) => row.map((cell) => quote(cell, delimiter)).join(delimiter)).join("\r\n");
    });
  });
  return { header: names.join(delimiter), orders };
}

function cellOf(value: unknown, steps: readonly string[]): string {
  const found = steps.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
  if (found === undefined || found === null) return "";
  if (Array.isArray(found))
    return found.map((part) => `${valueSchema.parse(part).lineId}:${valueSchema.parse(part).quantity}`).join("|");
  if (typeof found === "object")
    return Object.entries(found)
      .map(([key, name]) => `${key}:${name}`)
      .join("|");
  return String(found);
}

function quote(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
