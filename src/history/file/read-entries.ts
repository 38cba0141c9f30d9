import { readCsv } from "./csv/csv-entries.ts";
import { readHeader } from "./csv/read-header.ts";
import type { FilePlace, PlacedEntry } from "./file-entry.ts";
import { formatOf } from "./file-format.ts";
import { readNdjson } from "./ndjson/ndjson-entries.ts";

/** The entries of a file from a place on, which an entry gave as `next`. Throws HistorySourceError; rejects as `open` does. */
export function readEntries(path: string, from: FilePlace): AsyncGenerator<PlacedEntry> {
  switch (formatOf(path)) {
    case "csv":
      return readCsv(path, from);
    case "ndjson":
      return readNdjson(path, from);
  }
}

/** Throws HistorySourceError when the beginning of a file shows that nothing of it can be read. */
export async function checkBeginning(path: string): Promise<void> {
  if (formatOf(path) === "csv") await readHeader(path);
}
