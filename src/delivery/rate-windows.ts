import type { RateLimit } from "../klaviyo/outcome.ts";
import { MAX_RETRY_AFTER_MS } from "./retry-policy.ts";
import { createSendLog } from "./send-log.ts";
import { learnCrossing, learnPhase, STEADY_WINDOW_MS, type WindowPhase, windowAt } from "./window-phase.ts";

/** Requests per second and per minute of one endpoint on one account; `Infinity` = no limit. */
export interface Quota {
  readonly burst: number;
  readonly steady: number;
}

/** Klaviyo, OpenAPI 2026-07-15, `x-klaviyo-ratelimit`. Used until an answer names other limits. */
export const CREATE_EVENT_QUOTA: Quota = { burst: 350, steady: 3_500 };
export const BULK_CREATE_EVENTS_QUOTA: Quota = { burst: 10, steady: 150 };

/** Requests that were sent over this time may arrive within one second. Costs nothing: the minute is the tighter limit. */
const BURST_SPAN_MS = 1_100;
/** A request sent this long before a boundary may be counted after it. */
const LATENCY_MARGIN_MS = 200;
/** After a 429 the second is used less, since somebody else uses it, too; slowly more again. The minute stays the tighter limit. */
const BURST_STEP_DOWN = 0.9;
const BURST_STEP_UP = 1.01;
const LEAST_BURST_SHARE = 0.5;
/** A new window is used this long after its latest possible beginning. */
const BOUNDARY_GUARD_MS = 250;

export interface Ticket {
  readonly sentAt: number;
  /** Counts up with every request of the endpoint. */
  readonly number: number;
}

/** What an answer says about the quota; null when there was none. */
export interface QuotaNews {
  readonly throttled: boolean;
  readonly retryAfterMs: number | null;
  readonly rateLimit: RateLimit;
}

export interface RateWindows {
  /** How many requests may be sent now. `reserve`: share of the quota that is left to others, 0 to 1. */
  available(now: number, reserve: number): number;
  /** How many requests can be sent within the next `horizonMs`, about. */
  availableWithin(now: number, horizonMs: number, reserve: number): number;
  /** How long until `available` may be more than nothing; 0 when it is, Infinity when an answer must come first. */
  waitMs(now: number, reserve: number): number;
  /** The distance between requests at which what is left lasts to the end of the minute. */
  paceMs(now: number, reserve: number): number;
  /** Counts a request that is sent now. */
  take(now: number): Ticket;
  /** Must be called once for each ticket, also when no answer came. */
  learn(ticket: Ticket, news: QuotaNews | null, now: number): void;
  /** Of the current minute. */
  use(now: number): { readonly used: number; readonly limit: number };
}

/**
 * Mirrors Klaviyo's two fixed windows, 1 s and 60 s, of one endpoint on one account. Times are monotonic milliseconds.
 *
 * - The second: no more than `burst` in any stretch of 1.1 s, so that no second of theirs, wherever it starts, sees more.
 * - The minute: where theirs starts is learned from `RateLimit-Reset`, to about a second; requests of the uncertain second count in
 *   both. Until it is known, no more than `steady` in any stretch of 60 s.
 * - A new minute is sounded with a few requests; the rest goes when one of them has been answered.
 * - `RateLimit-Remaining` is the ceiling when others on the account use the quota, too. `Retry-After` blocks.
 */
export function createRateWindows(initial: Quota): RateWindows {
  const log = createSendLog(STEADY_WINDOW_MS + 2 * LATENCY_MARGIN_MS + 4_000);
  let quota = initial;
  let phase: WindowPhase | null = null;
  let burstShare = 1;
  let unanswered = 0;
  /** The newest answer of a window, by when it had been sent. */
  let latest = { sentAt: Number.NEGATIVE_INFINITY, resetMs: 0 };
  let blockedUntil = Number.NEGATIVE_INFINITY;
  /** When the newest request that was answered, other than by 429, had been sent. */
  let soundedAt = Number.NEGATIVE_INFINITY;
  /** Highest ticket that Klaviyo's own count allows, and until when that count holds. */
  let reported = { ticket: 0, allowed: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY };

  const minute = (now: number) =>
    phase === null
      ? { startsFrom: now - STEADY_WINDOW_MS, begunBy: Number.NEGATIVE_INFINITY, endsBy: null }
      : windowAt(phase, now - BOUNDARY_GUARD_MS);

  const share = (limit: number, reserve: number) => Math.max(1, Math.floor(limit * (1 - reserve)));
  const burstLeft = (now: number, reserve: number) =>
    share(quota.burst * burstShare, reserve) - log.countSince(now - BURST_SPAN_MS);
  const usedInMinute = (now: number) => log.countSince(minute(now).startsFrom - LATENCY_MARGIN_MS);
  const steadyLeft = (now: number, reserve: number) => {
    const own = share(quota.steady, reserve) - usedInMinute(now);
    if (now >= reported.until) return own;
    return Math.min(own, reported.allowed - log.total - Math.ceil(quota.steady * reserve));
  };
  const soundingLeft = (now: number) => {
    const { begunBy } = minute(now);
    if (soundedAt >= begunBy && soundedAt > Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return Math.max(1, Math.floor(quota.steady / 500)) - unanswered;
  };
  const available = (now: number, reserve: number) =>
    now < blockedUntil
      ? 0
      : Math.max(0, Math.min(burstLeft(now, reserve), steadyLeft(now, reserve), soundingLeft(now)));

  /** When the minute's quota may grow. */
  const steadyFreeAt = (now: number) => {
    const { endsBy, startsFrom } = minute(now);
    if (endsBy !== null) return endsBy + BOUNDARY_GUARD_MS;
    return (log.oldestSince(startsFrom - LATENCY_MARGIN_MS) ?? now) + STEADY_WINDOW_MS + LATENCY_MARGIN_MS;
  };

  return {
    available,
    availableWithin(now, horizonMs, reserve) {
      const openMs = horizonMs - Math.max(0, blockedUntil - now);
      if (openMs <= 0) return 0;
      const minuteToCome = steadyFreeAt(now) < now + horizonMs ? share(quota.steady, reserve) : 0;
      const steady = Math.max(0, steadyLeft(now, reserve)) + minuteToCome;
      return Math.min(steady, Math.floor((share(quota.burst, reserve) * openMs) / 1_000));
    },
    waitMs(now, reserve) {
      if (available(now, reserve) > 0) return 0;
      let at = blockedUntil;
      if (burstLeft(now, reserve) <= 0)
        at = Math.max(at, (log.oldestSince(now - BURST_SPAN_MS) ?? now) + BURST_SPAN_MS);
      if (steadyLeft(now, reserve) <= 0) at = Math.max(at, steadyFreeAt(now));
      if (at <= now) return soundingLeft(now) <= 0 ? Number.POSITIVE_INFINITY : 1;
      return at - now;
    },
    paceMs(now, reserve) {
      const leftMs = Math.min(STEADY_WINDOW_MS, Math.max(0, steadyFreeAt(now) - now));
      return leftMs / Math.max(1, steadyLeft(now, reserve));
    },
    take(now) {
      log.add(now);
      unanswered++;
      return { sentAt: now, number: log.total };
    },
    learn(ticket, news, now) {
      unanswered--;
      if (news === null) return;
      if (news.throttled) {
        if (now >= blockedUntil) burstShare = Math.max(LEAST_BURST_SHARE, burstShare * BURST_STEP_DOWN);
        blockedUntil = Math.max(blockedUntil, now + Math.min(news.retryAfterMs ?? 1_000, MAX_RETRY_AFTER_MS));
        return;
      }
      soundedAt = Math.max(soundedAt, ticket.sentAt);
      const { windows, remaining, resetMs } = news.rateLimit;
      const limitOf = (windowMs: number) => windows.find((window) => window.windowMs === windowMs)?.limit;
      quota = { burst: limitOf(1_000) ?? quota.burst, steady: limitOf(STEADY_WINDOW_MS) ?? quota.steady };
      if (resetMs === null) return;
      phase = learnPhase(phase, ticket.sentAt, now, resetMs);
      if (ticket.sentAt >= latest.sentAt) {
        const crossed = resetMs - latest.resetMs > STEADY_WINDOW_MS / 2 && now - latest.sentAt < STEADY_WINDOW_MS / 2;
        if (crossed && phase !== null) phase = learnCrossing(phase, latest.sentAt, now);
        if (crossed) burstShare = Math.min(1, burstShare * BURST_STEP_UP);
        latest = { sentAt: ticket.sentAt, resetMs };
      }
      const { begunBy, endsBy } = minute(now);
      if (remaining === null || endsBy === null || ticket.sentAt < begunBy) return;
      if (now < reported.until && ticket.number < reported.ticket) return;
      reported = { ticket: ticket.number, allowed: ticket.number + remaining, until: endsBy };
    },
    use: (now) => ({ used: usedInMinute(now), limit: quota.steady }),
  };
}
