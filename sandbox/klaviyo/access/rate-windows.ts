import type { EndpointLimits } from "./rate-limits.ts";

/** One fixed window of an endpoint, as it can be read back. */
export interface WindowUse {
  readonly lengthSeconds: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly limit: number;
  /** Requests that were let through, those of other integrations included. */
  readonly used: number;
  readonly refused: number;
}

type RateVerdict =
  | { readonly allowed: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

interface OpenWindow {
  readonly lengthMs: number;
  readonly limit: number;
  startedAt: number;
  used: number;
  refused: number;
  /** Requests of the simulated integrations that `used` already holds. */
  othersUsed: number;
  readonly past: WindowUse[];
}

const PAST_WINDOWS_KEPT = 600;

/**
 * The windows of one endpoint on one account. Klaviyo counts in fixed windows of 1 s and 60 s at once ("fixed-window rate limiting
 * algorithm", Rate limits and error handling); here they start at whole seconds and minutes of the clock. A request that is refused
 * does not count as used.
 */
export interface EndpointWindows {
  take(nowMs: number): RateVerdict;
  /** Counts requests of somebody else on the account, now. */
  consume(requests: number, nowMs: number): void;
  /** From now on somebody else sends this many requests every second. */
  setOthersPerSecond(requestsPerSecond: number): void;
  /** Past and current windows, oldest first. */
  use(nowMs: number): readonly WindowUse[];
}

export function createEndpointWindows(limits: EndpointLimits): EndpointWindows {
  const second = openWindow(1_000, limits.perSecond);
  const minute = openWindow(60_000, limits.perMinute);
  const windows = [second, minute];
  if (limits.perDay !== undefined) windows.push(openWindow(86_400_000, limits.perDay));
  const limitHeader = `${limits.perSecond}, ${limits.perSecond};w=1, ${limits.perMinute};w=60`;
  let othersPerSecond = 0;

  function advance(nowMs: number): void {
    for (const window of windows) {
      const startsAt = nowMs - (nowMs % window.lengthMs);
      if (startsAt !== window.startedAt) closeWindow(window, startsAt);
      if (othersPerSecond > 0) {
        const secondsStarted = Math.floor((nowMs - window.startedAt) / 1_000) + 1;
        const othersDue = Math.min(window.limit, othersPerSecond * secondsStarted);
        if (othersDue > window.othersUsed) {
          window.used += othersDue - window.othersUsed;
          window.othersUsed = othersDue;
        }
      }
    }
  }

  return {
    take(nowMs) {
      advance(nowMs);
      const exhausted = windows.filter((window) => window.used >= window.limit);
      if (exhausted.length > 0) {
        for (const window of exhausted) window.refused += 1;
        const freeAt = Math.max(...exhausted.map((window) => window.startedAt + window.lengthMs));
        return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((freeAt - nowMs) / 1_000)) };
      }
      for (const window of windows) window.used += 1;
      return {
        allowed: true,
        headers: {
          "RateLimit-Limit": limitHeader,
          "RateLimit-Remaining": String(Math.max(0, minute.limit - minute.used)),
          "RateLimit-Reset": String(Math.ceil((minute.startedAt + minute.lengthMs - nowMs) / 1_000)),
        },
      };
    },
    consume(requests, nowMs) {
      advance(nowMs);
      for (const window of windows) window.used += requests;
    },
    setOthersPerSecond(requestsPerSecond) {
      othersPerSecond = requestsPerSecond;
    },
    use(nowMs) {
      advance(nowMs);
      return windows.flatMap((window) => [...window.past, asUse(window)]).filter((window) => window.startedAt >= 0);
    },
  };
}

function openWindow(lengthMs: number, limit: number): OpenWindow {
  return { lengthMs, limit, startedAt: -1, used: 0, refused: 0, othersUsed: 0, past: [] };
}

function closeWindow(window: OpenWindow, nextStartsAt: number): void {
  if (window.used > 0 || window.refused > 0) {
    window.past.push(asUse(window));
    if (window.past.length > PAST_WINDOWS_KEPT) window.past.shift();
  }
  window.startedAt = nextStartsAt;
  window.used = 0;
  window.refused = 0;
  window.othersUsed = 0;
}

function asUse(window: OpenWindow): WindowUse {
  const { lengthMs, startedAt, limit, used, refused } = window;
  return { lengthSeconds: lengthMs / 1_000, startedAt, limit, used, refused };
}
