const ROUNDED_TO_BYTES = 1_024 * 1_024;
/** More requests than these are seldom made at the same time. */
const KEPT = 3;

/** Megabytes of a request are used again for the next one: the collector would leave them for seconds, and tens of them pile up. */
export interface SpareBuffers {
  /** At least so long; what it holds is arbitrary. */
  take(bytes: number): Buffer;
  /** Nothing reads or writes it any more. */
  giveBack(buffer: Buffer): void;
}

export function createSpareBuffers(): SpareBuffers {
  let spare: Buffer[] = [];
  return {
    take(bytes) {
      const fitting = spare.find(({ length }) => length >= bytes);
      if (fitting === undefined) return Buffer.allocUnsafeSlow(Math.ceil(bytes / ROUNDED_TO_BYTES) * ROUNDED_TO_BYTES);
      spare = spare.filter((other) => other !== fitting);
      return fitting;
    },
    giveBack(buffer) {
      const whole = Buffer.from(buffer.buffer);
      spare = [...spare, whole].sort((a, b) => a.length - b.length).slice(-KEPT);
    },
  };
}
