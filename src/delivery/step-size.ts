/** Rows that are read or settled at once: on SQLite, which works on this thread, some milliseconds. */
const STEP = 500;
/** While live events come one by one, each waits for the step that is under way: about a millisecond. */
const SMALL_STEP = 100;
/** So long after a live event another one is likely. */
const LIVE_FLOWS_FOR_MS = 5_000;

/** How many rows history, and the writing of outcomes, take at a time; so live events are as quick beside them as alone. */
export interface StepSize {
  /** A live event came in; monotonic milliseconds. */
  noteLive(now: number): void;
  /** `liveWaiting`: live events in memory that were not sent yet. Where they pile up, how much goes through matters more. */
  at(now: number, liveWaiting: number): number;
}

export function createStepSize(): StepSize {
  let liveCameAt = Number.NEGATIVE_INFINITY;
  return {
    noteLive(now) {
      liveCameAt = now;
    },
    at: (now, liveWaiting) => (now - liveCameAt > LIVE_FLOWS_FOR_MS || liveWaiting >= STEP ? STEP : SMALL_STEP),
  };
}
