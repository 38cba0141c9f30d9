import { expect, test } from "vitest";
import type { Clock } from "../../clock.ts";
import { createRateBudget, GROWTH_PLAN, type Purpose } from "./rate-budget.ts";

/** A clock that jumps to the end of the shortest sleep once nothing else can happen. */
function drivenClock() {
  let now = 0;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        sleepers.push({ until: now + milliseconds, wake: resolve });
      }),
  };
  return {
    clock,
    async runUntil(end: number) {
      for (;;) {
        await new Promise(setImmediate);
        const next = sleepers.toSorted((a, b) => a.until - b.until)[0];
        if (next === undefined || next.until > end) break;
        now = next.until;
        sleepers = sleepers.filter((one) => one !== next);
        next.wake();
      }
      now = end;
    },
  };
}

const ORDER = { mutations: 0, complexity: 20_000 };

/** Asks again and again; `times` are when questions went out. */
function askOnAndOn(budget: ReturnType<typeof createRateBudget>, purpose: Purpose, clock: Clock): number[] {
  const times: number[] = [];
  void (async () => {
    for (;;) {
      await budget.take(ORDER, purpose);
      times.push(clock.now());
    }
  })();
  return times;
}

test("the default plan's points of ten seconds, and a tenth of them for others, are never exceeded", async () => {
  const { clock, runUntil } = drivenClock();
  const times = askOnAndOn(createRateBudget(clock), "live", clock);
  await runUntil(60_000);
  // 225,000 at once, then 25,000 a second.
  expect(times.filter((at) => at === 0).length).toBe(11);
  expect(times.length * ORDER.complexity).toBeLessThanOrEqual(225_000 + 60 * 25_000);
  expect(times.length * ORDER.complexity).toBeGreaterThan(0.95 * (225_000 + 60 * 25_000));
});

test("what happens now finds room at once, however much of the past is read", async () => {
  const { clock, runUntil } = drivenClock();
  const budget = createRateBudget(clock);
  askOnAndOn(budget, "history", clock);
  await runUntil(30_000);
  const live: number[] = [];
  for (const _question of [1, 2]) void budget.take(ORDER, "live").then(() => live.push(clock.now()));
  await runUntil(30_001);
  expect(live).toEqual([30_000, 30_000]);
});

test("after Centra's own word nothing goes out before its time, and its figures count for more than ours", async () => {
  const { clock, runUntil } = drivenClock();
  const budget = createRateBudget(clock);
  budget.pause(5_000);
  const times = askOnAndOn(budget, "live", clock);
  await runUntil(4_999);
  expect(times).toEqual([]);
  budget.learn(GROWTH_PLAN.map((limit) => ({ ...limit, remaining: 0.1 * limit.quota })));
  await runUntil(6_000);
  expect(times.length).toBeLessThanOrEqual(1);
});

test("a question larger than the bucket goes when the bucket is full, and one that is called off goes nowhere", async () => {
  const { clock, runUntil } = drivenClock();
  const budget = createRateBudget(clock);
  let isOut = false;
  void budget.take({ mutations: 0, complexity: 900_000 }, "history").then(() => {
    isOut = true;
  });
  await runUntil(1);
  expect(isOut).toBe(true);
  const before = budget.limits();
  const stopped = AbortSignal.abort();
  await budget.take(ORDER, "live", stopped);
  expect(budget.limits()).toEqual(before);
});
