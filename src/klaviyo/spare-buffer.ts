const ROUNDED_TO_BYTES = 256 * 1_024;

/**
 * The megabytes of a request are used again for the next one: the collector would leave them for seconds, and tens of them pile up. One
 * buffer is kept, the longest, since requests are made one after another and are soon answered.
 */
export interface SpareBuffer {
  /** At least so long; what it holds is arbitrary. */
  take(bytes: number): Buffer;
  /** Nothing reads or writes it any more. */
  giveBack(buffer: Buffer): void;
}

export function createSpareBuffer(): SpareBuffer {
  let spare: Buffer | null = null;
  return {
    take(bytes) {
      const kept = spare;
      if (kept === null || kept.length < bytes)
        return Buffer.allocUnsafeSlow(Math.ceil(bytes / ROUNDED_TO_BYTES) * ROUNDED_TO_BYTES);
      spare = null;
      return kept;
    },
    giveBack({ buffer }) {
      if (spare === null || spare.length < buffer.byteLength) spare = Buffer.from(buffer);
    },
  };
}
