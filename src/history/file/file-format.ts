import { readCsv } from "./csv/csv-entries.ts";
import { readHeader } from "./csv/read-header.ts";
import type { FilePlace, PlacedEntry } from "./file-entry.ts";
import { readNdjson } from "./ndjson/ndjson-entries.ts";

/** How a file has its customers and orders; the end of its name says which. */
export const FILE_FORMATS = ["ndjson", "csv"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export function formatOf(file: string): FileFormat {
  return file.toLowerCase().endsWith(".csv") ? "csv" : "ndjson";
}

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
