/** Sends within one grain count as one moment. */
const GRAIN_MS = 20;

export interface SendLog {
  /** How many were sent since the beginning. */
  readonly total: number;
  add(at: number): void;
  /** How many were sent at `since` or later; exact as far back as the log reaches. */
  countSince(since: number): number;
  /** When the oldest send at `since` or later happened; null when there is none. */
  oldestSince(since: number): number | null;
}

/** Remembers when requests were sent, for `reachMs`. Memory is bounded by the reach, not by the number of requests. */
export function createSendLog(reachMs: number): SendLog {
  const grains: { at: number; before: number }[] = [];
  let first = 0;
  let total = 0;

  const indexSince = (since: number): number => {
    let low = first;
    let high = grains.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((grains[middle]?.at ?? 0) < since) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get total() {
      return total;
    },
    add(at) {
      const last = grains.at(-1);
      if (last === undefined || at - last.at >= GRAIN_MS) grains.push({ at, before: total });
      total++;
      first = indexSince(at - reachMs);
      if (first > 4_096) grains.splice(0, first);
      if (first > 4_096) first = 0;
    },
    countSince: (since) => total - (grains[indexSince(since - GRAIN_MS)]?.before ?? total),
    oldestSince: (since) => grains[indexSince(since - GRAIN_MS)]?.at ?? null,
  };
}
