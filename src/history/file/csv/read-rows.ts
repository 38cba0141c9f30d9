import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { HistorySourceError } from "../../../commerce/history-source.ts";
import type { FilePlace } from "../file-entry.ts";

const LONGEST_ROW_BYTES = 1024 * 1024;
/** Parsed in one go: about a millisecond, so that live events do not wait. */
const PIECE_BYTES = 16 * 1024;

export interface CsvRow {
  readonly cells: readonly string[];
  /** The line on which it begins, from 1: a quoted cell may go over several. */
  readonly line: number;
  readonly next: FilePlace;
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8) from a place on; never more than a piece of the file is in memory. Throws
 * HistorySourceError where the file stops being CSV, since nothing after it can be told apart; rejects as `open` does.
 */
export async function* readRows(
  path: string,
  { from, delimiter }: { readonly from: FilePlace; readonly delimiter: string },
): AsyncGenerator<CsvRow> {
  const parser = parse({
    ...{ delimiter, record_delimiter: ["\r\n", "\n"], info: true, bom: from.offset === 0 },
    ...{ relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_ROW_BYTES },
  });
  pipeline(createReadStream(path, { start: from.offset, highWaterMark: PIECE_BYTES }), parser, () => {});
  let before = from.line;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      const next = { offset: from.offset + info.bytes, line: from.line + info.lines };
      yield { cells: record, line: before + 1, next };
      before = next.line;
    }
  } catch (error) {
    throw error instanceof CsvError ? notCsv(error, before + 1) : error;
  }
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly bytes: number; readonly lines: number };
}

function notCsv(cause: CsvError, line: number): HistorySourceError {
  return new HistorySourceError(
    "export_file_broken",
    `The file is not CSV from the row on that begins on line ${line}: ${whyOf(cause.code)} Mend the file and start the export anew; ` +
      "what was sent before is not sent twice.",
    { isRetryable: false, cause },
  );
}

function whyOf(code: string): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote is not closed.";
    case "CSV_MAX_RECORD_SIZE":
      return "it is longer than 1 MB, perhaps since a quote is not closed.";
    default:
      return 'a quote stands where none may: a cell that has one is put in quotes, and the quote in it is doubled ("").';
  }
}
