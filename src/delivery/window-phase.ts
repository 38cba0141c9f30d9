/** The quota's long window. Its reset is announced in whole seconds. */
export const STEADY_WINDOW_MS = 60_000;

/** Whether the announced second is rounded up, down, or to the nearest is not documented. */
const ROUNDING_MS = 1_000;
/** Two machines' clocks run apart by less than this share. */
const CLOCK_DRIFT = 0.000_1;
/** An answer that took longer says too little about when it was made. */
const MAX_ROUND_TRIP_MS = 5_000;

/** Some boundary between two windows lies between `lo` and `hi`, on our monotonic clock, and so each full window before and after it. */
export interface WindowPhase {
  readonly lo: number;
  readonly hi: number;
  readonly learnedAt: number;
}

/**
 * Learns from one answer, sent at `sentAt` and received at `now`, which said that the window ends in `resetMs`.
 * What two answers say is combined as long as it agrees; where it does not, the later one is right.
 */
export function learnPhase(
  known: WindowPhase | null,
  sentAt: number,
  now: number,
  resetMs: number,
): WindowPhase | null {
  if (now - sentAt > MAX_ROUND_TRIP_MS) return known;
  const seen = { lo: sentAt + resetMs - ROUNDING_MS, hi: now + resetMs + ROUNDING_MS, learnedAt: now };
  if (known === null) return seen;
  const drift = (now - known.learnedAt) * CLOCK_DRIFT;
  const windows = Math.round((seen.lo + seen.hi - known.lo - known.hi) / 2 / STEADY_WINDOW_MS);
  const lo = Math.max(seen.lo, known.lo - drift + windows * STEADY_WINDOW_MS);
  const hi = Math.min(seen.hi, known.hi + drift + windows * STEADY_WINDOW_MS);
  return lo <= hi ? { lo, hi, learnedAt: now } : seen;
}

/**
 * Learns from two answers on both sides of a boundary: between the sending of the first and the coming of the second it passed.
 * With many requests under way this tells it to some milliseconds.
 */
export function learnCrossing(known: WindowPhase, sentBefore: number, now: number): WindowPhase {
  const { lo, hi } = known;
  const shift = Math.floor((now - lo) / STEADY_WINDOW_MS) * STEADY_WINDOW_MS;
  const narrow = { lo: Math.max(lo + shift, sentBefore), hi: Math.min(hi + shift, now), learnedAt: now };
  return narrow.lo <= narrow.hi ? narrow : known;
}

/** The window that certainly runs at `now`: it began at `startsFrom` or later, and is over for certain at `endsBy`. */
export function windowAt(
  phase: WindowPhase,
  now: number,
): { readonly startsFrom: number; readonly begunBy: number; readonly endsBy: number } {
  const index = Math.floor((now - phase.hi) / STEADY_WINDOW_MS);
  const shift = index * STEADY_WINDOW_MS;
  return { startsFrom: phase.lo + shift, begunBy: phase.hi + shift, endsBy: phase.hi + shift + STEADY_WINDOW_MS };
}
