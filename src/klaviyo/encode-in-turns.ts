const BYTES_A_TURN = 64 * 1_024;
/** UTF-8 needs no more for one unit of a string. */
const MAX_BYTES_PER_CHARACTER = 3;

interface EncodeOptions {
  /** Where the result is put; when it has too little room, a larger one is made. */
  readonly into: Buffer;
  /** After each 64 KB, so that nothing else waits for all of them. */
  readonly nextTurn: () => Promise<void>;
}

/** The texts of all parts as one in UTF-8, each written straight to its place: joining megabytes first would copy all of them once more. */
export async function encodeInTurns(
  parts: AsyncIterable<Iterable<string>>,
  { into, nextTurn }: EncodeOptions,
): Promise<Buffer> {
  let buffer = into;
  let used = 0;
  let turnBegan = 0;
  for await (const texts of parts) {
    for (const text of texts) {
      if (text.length * MAX_BYTES_PER_CHARACTER > buffer.length - used)
        buffer = withRoom(buffer, used, Buffer.byteLength(text));
      used += buffer.write(text, used);
      if (used - turnBegan < BYTES_A_TURN) continue;
      await nextTurn();
      turnBegan = used;
    }
  }
  return buffer.subarray(0, used);
}

function withRoom(buffer: Buffer, used: number, more: number): Buffer {
  if (used + more <= buffer.length) return buffer;
  const larger = Buffer.allocUnsafeSlow(Math.max(2 * buffer.length, used + more));
  buffer.copy(larger, 0, 0, used);
  return larger;
}
