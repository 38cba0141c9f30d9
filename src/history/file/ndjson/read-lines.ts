import { open } from "node:fs/promises";

const CHUNK_BYTES = 64 * 1024;
/** Far more than an order of 5,000 lines has. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 10;

export interface FileLine {
  /** Without its end; null when it is longer than a line may be. */
  readonly text: string | null;
  /** Offset of what comes after it, in bytes. */
  readonly end: number;
}

/** The lines of a text file in UTF-8 from a byte offset on. Never more than a line and a piece of the file are in memory. Rejects as `open` does. */
export async function* readLines(path: string, offset: number): AsyncGenerator<FileLine> {
  const file = await open(path, "r");
  try {
    let position = offset;
    let lineStart = offset;
    let parts: Buffer[] = [];
    let isTooLong = false;
    const finishLine = (end: number): FileLine => {
      const text = isTooLong ? null : Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
      parts = [];
      isTooLong = false;
      lineStart = end;
      return { text, end };
    };
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      let start = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1 && at < bytesRead; at = chunk.indexOf(NEWLINE, start)) {
        parts.push(chunk.subarray(start, at));
        start = at + 1;
        yield finishLine(position + start);
      }
      position += bytesRead;
      isTooLong ||= position - lineStart > LONGEST_LINE_BYTES;
      if (isTooLong) parts = [];
      else if (start < bytesRead) parts.push(Buffer.from(chunk.subarray(start, bytesRead)));
    }
    if (position > lineStart) yield finishLine(position);
  } finally {
    await file.close();
  }
}
