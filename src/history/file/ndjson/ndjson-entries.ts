import type { FilePlace, PlacedEntry } from "../file-entry.ts";
import { readLine } from "./read-line.ts";
import { readLines } from "./read-lines.ts";

/** The customers and orders of an NDJSON file, one a line, from a place on. Rejects as `open` does. */
export async function* readNdjson(path: string, from: FilePlace): AsyncGenerator<PlacedEntry> {
  let { line } = from;
  for await (const { text, end } of readLines(path, from.offset)) {
    line += 1;
    yield { entry: readLine(text, line), line, next: { offset: end, line } };
  }
}
