import { HistorySourceError } from "../../../commerce/history-source.ts";
import type { FilePlace } from "../file-entry.ts";
import { readLines } from "../ndjson/read-lines.ts";
import { COLUMNS, type Column, NEEDED_COLUMNS } from "./csv-columns.ts";
import { readRows } from "./read-rows.ts";

const DELIMITERS = [",", ";", "\t"] as const;

export interface CsvHeader {
  /** In the file's order. */
  readonly columns: readonly (Column & { readonly name: string })[];
  readonly delimiter: string;
  /** Where the first row of an order begins. */
  readonly next: FilePlace;
}

/** What the first row says of the columns. Throws HistorySourceError naming what is wrong with it; rejects as `open` does. */
export async function readHeader(path: string): Promise<CsvHeader> {
  const delimiter = await findDelimiter(path);
  for await (const { cells, next } of readRows(path, { from: { offset: 0, line: 0 }, delimiter })) {
    return { columns: columnsOf(cells), delimiter, next };
  }
  throw invalid("it is empty.");
}

/** The names of columns have no delimiter in them, so the first one that there is parts them. */
async function findDelimiter(path: string): Promise<string> {
  for await (const { text } of readLines(path, 0)) {
    const found = /[,;\t]/.exec(text ?? "")?.[0];
    return DELIMITERS.find((delimiter) => delimiter === found) ?? ",";
  }
  throw invalid("it is empty.");
}

function columnsOf(cells: readonly string[]): CsvHeader["columns"] {
  const names = cells.map((cell) => cell.trim().toLowerCase().replaceAll(/[ -]+/g, "_"));
  const seen = new Set<string>();
  const columns = names.map((name, index) => {
    const column = COLUMNS.get(name);
    if (column === undefined) throw invalid(`column ${index + 1}, ${quote(name)}, is none that is known.`);
    if (seen.has(name)) throw invalid(`column ${index + 1}, ${quote(name)}, is there already.`);
    seen.add(name);
    return { ...column, name };
  });
  const missing = NEEDED_COLUMNS.filter((name) => !seen.has(name));
  if (missing.length > 0)
    throw invalid(`${missing.length === 1 ? "the column" : "the columns"} ${missing.join(", ")} must be there.`);
  return columns;
}

function quote(name: string): string {
  return `"${name.slice(0, 50)}"`;
}

function invalid(why: string): HistorySourceError {
  return new HistorySourceError(
    "export_file_header_invalid",
    `The first row of the CSV file does not name its columns as it must: ${why} docs/export.md lists all columns; leave out or rename the others.`,
    { isRetryable: false },
  );
}
