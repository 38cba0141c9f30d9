import { timeField } from "../../../commerce/fields.ts";
import { brokenEntry, type Fault, type FileEntry, faultsOf, orderLineSchema, wordsOf } from "../file-entry.ts";
import { put, readCell, type Value } from "./cell-values.ts";
import { columnAt } from "./csv-columns.ts";
import type { CsvHeader } from "./read-header.ts";
import type { CsvRow } from "./read-rows.ts";

const accountSchema = timeField("When the account was created.", "2022-09-01T09:26:53+02:00");
const ACCOUNT_COLUMN = "customer_created_at";

/** A place in the rows themselves, where it is none in what is made of them. */
const ROW_PLACE = /^\/row\/(\d+)\/(.*)$/;
const LIST_PLACE = /^\/(order\/lines|refunds)\/(\d+)\/?(.*)$/;

/** The order that consecutive rows are about, as a line of an NDJSON file has it. A row may have a line of the order, a refund, or both. */
export function orderOfRows(rows: readonly [CsvRow, ...CsvRow[]], header: CsvHeader): FileEntry {
  const [first] = rows;
  const faults: Fault[] = [];
  const parts = rows.map((row) => readRow(row, first, header, faults));
  const lineParts = parts.filter(({ line }) => Object.keys(line).length > 0);
  const refundParts = parts.filter(({ refund }) => Object.keys(refund).length > 0);
  const placeOf = (pointer: string) => {
    const [, line, column = ""] = ROW_PLACE.exec(pointer) ?? [];
    if (line !== undefined) return words(Number(line), column);
    const [, list, index, path = ""] = LIST_PLACE.exec(pointer) ?? [];
    if (list === undefined) return words(first.line, columnAt("order", pointer.slice(1)) ?? "");
    const isLine = list === "order/lines";
    const part = (isLine ? lineParts : refundParts)[Number(index)];
    return words(part?.row.line ?? first.line, columnAt(isLine ? "line" : "refund", path) ?? "");
  };

  const value: Value = { type: "order", ...parts[0]?.order };
  put(value, ["order", "lines"], withIds(lineParts.map(({ line }) => line)));
  put(value, ["refunds"], withIds(refundParts.map(({ refund }) => refund)));
  const parsed = orderLineSchema.safeParse(value);
  const account = parts[0]?.account;
  const createdAt = account === undefined ? null : accountSchema.safeParse(account);
  if (createdAt?.success === false)
    faults.push(...faultsOf(createdAt.error).map((fault) => ({ ...fault, pointer: rowPlace(first, ACCOUNT_COLUMN) })));
  if (!parsed.success) faults.push(...faultsOf(parsed.error));
  // Of whom it is must be known for the survey; what else is wrong is said when it is exported.
  if (!parsed.success || createdAt?.success === false)
    return brokenEntry(first.line, "order_invalid", wordsOf(faults, placeOf), numberIn(first, header));
  const { order } = parsed.data;
  return {
    ...{ kind: "order", email: order.customer.email.toLowerCase(), number: order.number },
    createdAt: Date.parse(order.createdAt),
    accountCreatedAt: createdAt === null ? null : Date.parse(createdAt.data),
    ...{ line: parsed.data, faults, placeOf },
  };
}

function numberIn({ cells }: CsvRow, { columns }: CsvHeader): string {
  return cells[columns.findIndex(({ name }) => name === "order_number")]?.trim() ?? "";
}

interface RowParts {
  readonly row: CsvRow;
  readonly account: string | undefined;
  readonly order: Value;
  readonly line: Value;
  readonly refund: Value;
}

function readRow(row: CsvRow, first: CsvRow, { columns }: CsvHeader, faults: Fault[]): RowParts {
  const parts: Pick<RowParts, "order" | "line" | "refund"> = {
    order: { order: { customer: {} } },
    line: {},
    refund: {},
  };
  let account: string | undefined;
  const blame = (column: string, detail: string) => faults.push({ pointer: rowPlace(row, column), detail });
  if (row.cells.length > columns.length) blame("", "The row has more cells than there are columns.");
  for (const [index, { about, steps, kind, name }] of columns.entries()) {
    const cell = row.cells[index]?.trim() ?? "";
    if (cell === "") continue;
    if (cell.includes("\uFFFD")) blame(name, "The text is not in UTF-8.");
    // What is said of the order as a whole is repeated in its further rows, or left out there.
    if (about !== "line" && about !== "refund" && cell !== first.cells[index]?.trim())
      blame(name, `The cell differs from that of the order's first row, on line ${first.line}.`);
    if (about === "account") account = cell;
    else put(parts[about], steps, readCell(cell, kind));
  }
  return { row, account, ...parts };
}

/** A line or refund without an id is known by its place. */
function withIds(values: readonly Value[]): Value[] {
  return values.map((value, index) => ({ id: String(index + 1), ...value }));
}

function rowPlace({ line }: CsvRow, column: string): string {
  return `/row/${line}/${column}`;
}

function words(line: number, column: string): string {
  return column === "" ? `line ${line}` : `line ${line}, column "${column}"`;
}
