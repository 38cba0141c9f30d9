/** Chance that repeats: the same seed gives the same shop. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** True so many times in a hundred. */
  percent(share: number): boolean;
  /** A whole number from the first to the second, both included. */
  between(least: number, most: number): number;
  pick<Thing>(things: readonly Thing[]): Thing;
  /** As often as its weight, compared to the others', says. */
  pickWeighted<Thing extends { readonly weight: number }>(things: readonly Thing[]): Thing;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
}

/** Mulberry32: small, fast, good enough for a shop. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  function pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[Math.floor(next() * things.length)];
    if (thing === undefined) throw new Error("There is nothing to pick from.");
    return thing;
  }
  return {
    next,
    pick,
    percent: (share) => next() * 100 < share,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pickWeighted(things) {
      let rest = next() * things.reduce((sum, thing) => sum + thing.weight, 0);
      for (const thing of things) {
        rest -= thing.weight;
        if (rest < 0) return thing;
      }
      return pick(things);
    },
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join(""),
  };
}
