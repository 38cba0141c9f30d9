import { setTimeout as sleepFor } from "node:timers/promises";

/** Time as a dependency, so that tests can drive it. */
export interface Clock {
  /** Wall-clock time, milliseconds since the epoch. It may jump; never measure a duration with it. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jump. */
  monotonic(): number;
  /** Resolves after `milliseconds`, or at once, without an error, when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleepFor(milliseconds, undefined, signal ? { signal } : {});
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
};
