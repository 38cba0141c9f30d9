import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RateLimit } from "../klaviyo/outcome.ts";
import {
  BULK_CREATE_EVENTS_QUOTA,
  CREATE_EVENT_QUOTA,
  createRateWindows,
  type Quota,
  type Ticket,
} from "./rate-windows.ts";

const DAY_MS = 86_400_000;

/** Fixed windows as Klaviyo counts them, at a phase of their own. `rounding` of RateLimit-Reset is not documented. */
function simulateServer(quota: Quota, phaseMs: number, rounding: (seconds: number) => number) {
  const windows = [
    { limit: quota.burst, windowMs: 1_000, index: Number.NaN, used: 0 },
    { limit: quota.steady, windowMs: 60_000, index: Number.NaN, used: 0 },
  ];
  const left = (at: number) => {
    for (const window of windows) {
      const index = Math.floor((at + phaseMs) / window.windowMs);
      if (index !== window.index) Object.assign(window, { index, used: 0 });
    }
    return Math.min(...windows.map((window) => window.limit - window.used));
  };
  return {
    answer(at: number): { throttled: boolean; retryAfterMs: number | null; rateLimit: RateLimit } {
      const [second, minute] = windows;
      if (second === undefined || minute === undefined) throw new Error("two windows");
      const endsInMs = (windowMs: number) => windowMs - ((at + phaseMs) % windowMs);
      if (left(at) <= 0) {
        const full = minute.used >= minute.limit ? minute : second;
        const retryAfterMs = Math.ceil(endsInMs(full.windowMs) / 1_000) * 1_000;
        return { throttled: true, retryAfterMs, rateLimit: { windows: [], remaining: null, resetMs: null } };
      }
      for (const window of windows) window.used++;
      return {
        throttled: false,
        retryAfterMs: null,
        rateLimit: {
          windows: windows.map(({ limit, windowMs }) => ({ limit, windowMs })),
          remaining: minute.limit - minute.used,
          resetMs: rounding(endsInMs(60_000) / 1_000) * 1_000,
        },
      };
    },
    /** Other integrations on the account. */
    useUp(at: number, requests: number) {
      const taken = Math.max(0, Math.min(requests, left(at)));
      for (const window of windows) window.used += taken;
    },
  };
}

interface Course {
  readonly quota: Quota;
  readonly phaseMs: number;
  readonly rounding: (seconds: number) => number;
  readonly latencyMs: number;
  readonly jitterMs: number;
  readonly inFlight: number;
  readonly minutes: number;
  readonly reserve: number;
  /** Requests that others send, each second. */
  readonly othersPerSecond: number;
  readonly random: () => number;
}

/** Sends whatever the windows allow for some minutes of simulated time; counts what the server did with it. */
function drive(course: Course) {
  const { quota, random } = course;
  const server = simulateServer(quota, course.phaseMs, course.rounding);
  const windows = createRateWindows({ burst: quota.burst, steady: quota.steady });
  const onTheWay: { at: number; ticket: Ticket }[] = [];
  const coming: { at: number; ticket: Ticket; news: ReturnType<typeof server.answer> }[] = [];
  const counts = { accepted: 0, throttled: 0 };
  const stepMs = 5;
  for (let now = 0; now < course.minutes * 60_000; now += stepMs) {
    if (now % 1_000 === 0) server.useUp(now, course.othersPerSecond);
    for (const request of take(onTheWay, now)) {
      const news = server.answer(now);
      if (news.throttled) counts.throttled++;
      else counts.accepted++;
      coming.push({ at: now + course.latencyMs / 2 + random() * course.jitterMs, ticket: request.ticket, news });
    }
    for (const { ticket, news } of take(coming, now)) windows.learn(ticket, news, now);
    while (onTheWay.length + coming.length < course.inFlight && windows.available(now, course.reserve) > 0) {
      onTheWay.push({ at: now + course.latencyMs / 2 + random() * course.jitterMs, ticket: windows.take(now) });
    }
  }
  return { ...counts, quotaUsed: counts.accepted / (quota.steady * course.minutes) };
}

function take<T extends { at: number }>(list: T[], now: number): T[] {
  const due = list.filter((item) => item.at <= now);
  if (due.length > 0) list.splice(0, list.length, ...list.filter((item) => item.at > now));
  return due;
}

const course = fc.record({
  quota: fc.constantFrom(CREATE_EVENT_QUOTA, BULK_CREATE_EVENTS_QUOTA, { burst: 3, steady: 60 }),
  phaseMs: fc.integer({ min: 0, max: 59_999 }),
  rounding: fc.constantFrom(Math.ceil, Math.floor, Math.round),
  latencyMs: fc.integer({ min: 1, max: 200 }),
  jitterMs: fc.integer({ min: 0, max: 50 }),
  inFlight: fc.constantFrom(4, 64),
  random: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })).map((stream) => () => stream.next().value),
});

describe("against a server with windows of its own phase", () => {
  test("a backlog uses 98 % of the quota, at most 0.5 % of the answers are 429", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(course, (settings) => {
        const result = drive({ ...settings, inFlight: 64, minutes: 3, reserve: 0, othersPerSecond: 0 });
        expect(result.quotaUsed).toBeGreaterThanOrEqual(0.98);
        expect(result.throttled).toBeLessThanOrEqual(0.005 * (result.accepted + result.throttled));
      }),
      { numRuns: 40 },
    );
  });

  test("what others on the account use is left to them, at most 2 % of the answers are 429", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(course, fc.integer({ min: 1, max: 20 }), (settings, othersPerSecond) => {
        const result = drive({ ...settings, quota: CREATE_EVENT_QUOTA, minutes: 3, reserve: 0, othersPerSecond });
        expect(result.throttled).toBeLessThanOrEqual(0.02 * (result.accepted + result.throttled));
      }),
      { numRuns: 20 },
    );
  });

  test("a reserve is never touched", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(course, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (settings, reserve) => {
        const result = drive({ ...settings, minutes: 3, reserve, othersPerSecond: 0 });
        // Three minutes touch four windows.
        expect(result.accepted).toBeLessThanOrEqual(4 * Math.max(1, settings.quota.steady * (1 - reserve)));
        expect(result.throttled).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

test("a Retry-After of years is taken for a mistake, and blocks for a day", () => {
  const windows = createRateWindows(CREATE_EVENT_QUOTA);
  const nothing: RateLimit = { windows: [], remaining: null, resetMs: null };
  windows.learn(windows.take(0), { throttled: true, retryAfterMs: 1e15, rateLimit: nothing }, 10);
  expect(windows.available(DAY_MS, 0)).toBe(0);
  expect(windows.available(DAY_MS + 11, 0)).toBeGreaterThan(0);
});

test("Retry-After blocks for as long as it says", () => {
  const windows = createRateWindows(CREATE_EVENT_QUOTA);
  const ticket = windows.take(1_000);
  windows.learn(
    ticket,
    { throttled: true, retryAfterMs: 7_000, rateLimit: { windows: [], remaining: null, resetMs: null } },
    1_100,
  );
  expect(windows.available(8_099, 0)).toBe(0);
  expect(windows.waitMs(1_100, 0)).toBe(7_000);
  expect(windows.available(8_100, 0)).toBeGreaterThan(0);
});

test("limits in an answer replace the known ones", () => {
  const windows = createRateWindows(CREATE_EVENT_QUOTA);
  const rateLimit = {
    windows: [
      { limit: 5, windowMs: 1_000 },
      { limit: 20, windowMs: 60_000 },
    ],
    remaining: 19,
    resetMs: 30_000,
  };
  windows.learn(windows.take(0), { throttled: false, retryAfterMs: null, rateLimit }, 10);
  expect(windows.available(10, 0)).toBe(4);
  expect(windows.use(10)).toEqual({ used: 1, limit: 20 });
});

test("without limits nothing waits", () => {
  const windows = createRateWindows({ burst: Number.POSITIVE_INFINITY, steady: Number.POSITIVE_INFINITY });
  for (let i = 0; i < 10_000; i++) windows.take(0);
  expect(windows.available(0, 0)).toBe(Number.POSITIVE_INFINITY);
});
