/**
 * A set of texts that keeps 64 bits of each in one table of at most two thirds full: 12 to 24 bytes an entry, so that millions of
 * event ids fit. Two of a million texts are taken for one another with a probability of 3 in 10^8.
 */
export interface FingerprintSet {
  /** True when the text was not in the set before. */
  add(text: string): boolean;
  readonly size: number;
}

const FIRST_SLOTS = 1 << 12;

export function createFingerprintSet(): FingerprintSet {
  let slots = FIRST_SLOTS;
  let table = new Uint32Array(slots * 2);
  let size = 0;

  /** False when the pair is there. A pair of zeros marks a free slot. */
  function place(target: Uint32Array, slotCount: number, high: number, low: number): boolean {
    let slot = low & (slotCount - 1);
    for (;;) {
      const storedHigh = target[slot * 2];
      const storedLow = target[slot * 2 + 1];
      if (storedHigh === 0 && storedLow === 0) {
        target[slot * 2] = high;
        target[slot * 2 + 1] = low;
        return true;
      }
      if (storedHigh === high && storedLow === low) return false;
      slot = (slot + 1) & (slotCount - 1);
    }
  }

  function grow(): void {
    const larger = new Uint32Array(slots * 4);
    for (let slot = 0; slot < slots; slot += 1) {
      const high = table[slot * 2] ?? 0;
      const low = table[slot * 2 + 1] ?? 0;
      if (high !== 0 || low !== 0) place(larger, slots * 2, high, low);
    }
    table = larger;
    slots *= 2;
  }

  return {
    add(text) {
      if (size * 3 > slots * 2) grow();
      const [high, low] = fingerprint(text);
      const isNew = place(table, slots, high, low);
      if (isNew) size += 1;
      return isNew;
    },
    get size() {
      return size;
    },
  };
}

/** cyrb53's two halves (public domain, bryc), both kept whole. */
function fingerprint(text: string): readonly [high: number, low: number] {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2_654_435_761);
    second = Math.imul(second ^ unit, 1_597_334_677);
  }
  first = Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second = Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return [second >>> 0 || 1, first >>> 0];
}
