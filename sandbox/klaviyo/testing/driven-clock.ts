import type { Clock } from "../../../src/clock.ts";

export interface DrivenClock extends Clock {
  advance(milliseconds: number): void;
}

/** A clock that moves only when told. */
export function createDrivenClock(startsAt = Date.UTC(2026, 6, 20, 12)): DrivenClock {
  let now = startsAt;
  return {
    now: () => now,
    monotonic: () => now - startsAt,
    sleep: () => Promise.reject(new Error("The sandbox does not sleep on its clock.")),
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
