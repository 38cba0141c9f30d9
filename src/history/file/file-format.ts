/** How a file has its customers and orders; the end of its name says which. */
export const FILE_FORMATS = ["ndjson", "csv"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Of a file's name or path. Pure. */
export function formatOf(file: string): FileFormat {
  return file.toLowerCase().endsWith(".csv") ? "csv" : "ndjson";
}

/** A file is handed over in pieces of so many bytes; the service takes at most 10 MB at once. */
export const PIECE_BYTES = 8 * 1024 * 1024;
