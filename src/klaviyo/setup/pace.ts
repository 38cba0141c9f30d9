import type { Clock } from "../../clock.ts";

/** Requests allowed to an endpoint of an account in a window of a second and of a minute. */
export interface EndpointPace {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** Klaviyo's tiers (Rate limits, status codes, and errors); the smaller of its two figures for the large one. */
export const PACES = {
  xs: { perSecond: 1, perMinute: 15 },
  s: { perSecond: 3, perMinute: 60 },
  m: { perSecond: 10, perMinute: 150 },
  l: { perSecond: 75, perMinute: 700 },
} as const satisfies Record<string, EndpointPace>;

/**
 * Lets requests to an endpoint through no faster than its pace. It counts in sliding windows, which fit into Klaviyo's fixed ones wherever
 * those begin. Other integrations on the account may still use up the quota: a 429 is to be obeyed all the same.
 */
export function createPacer(
  clock: Clock,
): (endpoint: string, pace: EndpointPace, signal?: AbortSignal) => Promise<void> {
  const sent = new Map<string, number[]>();
  return async (endpoint, { perSecond, perMinute }, signal) => {
    for (;;) {
      const now = clock.monotonic();
      const times = (sent.get(endpoint) ?? []).filter((at) => at > now - 60_000);
      sent.set(endpoint, times);
      const freeAt = Math.max(freeFrom(times, perSecond, 1_000), freeFrom(times, perMinute, 60_000));
      if (freeAt <= now || signal?.aborted) {
        times.push(now);
        return;
      }
      await clock.sleep(freeAt - now, signal);
    }
  };
}

/** When the window of that length has room for one more. */
function freeFrom(times: readonly number[], limit: number, lengthMs: number): number {
  const oldest = times.at(-limit);
  return oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + lengthMs;
}
