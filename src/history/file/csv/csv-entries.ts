import { brokenEntry, type FilePlace, type PlacedEntry } from "../file-entry.ts";
import { orderOfRows } from "./order-of-rows.ts";
import { type CsvHeader, readHeader } from "./read-header.ts";
import { type CsvRow, readRows } from "./read-rows.ts";

/** As many lines as an order may have, and as many refunds. */
const MOST_ROWS = 6_000;

/**
 * The orders of a CSV file from a place on, which is where one begins. Rows that stand together and have the same order number, or none, are one
 * order. Throws HistorySourceError when the first row does not name the columns; rejects as `open` does.
 */
export async function* readCsv(path: string, from: FilePlace): AsyncGenerator<PlacedEntry> {
  const header = await readHeader(path);
  const numberAt = header.columns.findIndex(({ name }) => name === "order_number");
  let rows: CsvRow[] = [];
  let number = "";
  const begin = from.offset === 0 ? header.next : from;
  for await (const row of readRows(path, { from: begin, delimiter: header.delimiter })) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    const given = row.cells[numberAt]?.trim() ?? "";
    if (rows.length > 0 && given !== "" && given !== number) {
      yield placeOrder(rows, header);
      rows = [];
    }
    if (rows.length === 0) number = given;
    // The last one is kept for its end; an order of so many rows is refused.
    if (rows.length > MOST_ROWS) rows.pop();
    rows.push(row);
  }
  if (rows.length > 0) yield placeOrder(rows, header);
}

function placeOrder(rows: readonly CsvRow[], header: CsvHeader): PlacedEntry {
  const [first, ...others] = rows;
  if (first === undefined) throw new Error("An order has no rows.");
  const { line } = first;
  const { next } = others.at(-1) ?? first;
  if (rows.length <= MOST_ROWS) return { entry: orderOfRows([first, ...others], header), line, next };
  return { entry: brokenEntry(line, "order_invalid", `The order has more than ${MOST_ROWS} rows.`), line, next };
}
