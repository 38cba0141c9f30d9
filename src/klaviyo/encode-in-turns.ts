const BLOCK_BYTES = 64 * 1_024;
/** UTF-8 needs no more for one unit of a string. */
const MAX_BYTES_PER_CHARACTER = 3;

/**
 * The texts of all parts as one in UTF-8. Megabytes are made block by block, each after `nextTurn`, so that nothing else waits for all of
 * them; each text is written from where it is, since joining them first would copy all of it once more.
 */
export async function encodeInTurns(
  parts: AsyncIterable<Iterable<string>>,
  nextTurn: () => Promise<void>,
): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let used = 0;
  for await (const texts of parts) {
    for (const text of texts) {
      const mostBytes = text.length * MAX_BYTES_PER_CHARACTER;
      if (used > 0 && used + mostBytes > block.length) {
        blocks.push(block.subarray(0, used));
        await nextTurn();
        block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, mostBytes));
        used = 0;
      } else if (mostBytes > block.length) block = Buffer.allocUnsafe(mostBytes);
      used += block.write(text, used);
    }
  }
  return Buffer.concat([...blocks, block.subarray(0, used)]);
}
