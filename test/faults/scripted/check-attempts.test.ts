import { expect, test } from "vitest";
import { checkCustomerInCrowd, checkLoneCustomer, type SeenAttempt, type SeenEvent } from "./check-attempts.ts";
import { composePlan, REFUSED } from "./script-plan.ts";

const timing = { timeoutMs: 1_000, latenessMs: 500 };

/** Attempts at the given times, the last of which is a success. */
function attemptsAt(...times: readonly number[]): SeenAttempt[] {
  return times.map((at, index) => ({
    sequence: index + 1,
    at,
    status: index + 1 < times.length ? 429 : 202,
    manner: "answered",
  }));
}

const good: SeenEvent = {
  name: "first",
  script: { failures: [{ status: 429, retryAfter: 3 }, { timeout: true }], lastWord: { status: 202 } },
  attempts: attemptsAt(0, 3_100, 5_600),
  state: "delivered",
  attemptsCounted: 3,
};
const next: SeenEvent = {
  name: "second",
  script: { failures: [], lastWord: REFUSED },
  attempts: [{ sequence: 5, at: 5_700, status: 400, manner: "answered" }],
  state: "dead",
  attemptsCounted: 1,
};

test("events that keep to their scripts are in order", () => {
  expect(checkLoneCustomer([good, next], timing)).toEqual([]);
});

test.each<[string, SeenEvent[], string]>([
  ["a send after a success", [{ ...good, attempts: attemptsAt(0, 3_100, 5_600, 9_000) }], "4 times, not 3"],
  ["an attempt that is missing", [{ ...good, attempts: attemptsAt(0, 3_100) }], "2 times, not 3"],
  ["an attempt before Retry-After", [{ ...good, attempts: attemptsAt(0, 2_900, 5_600) }], "too early"],
  ["an attempt before the back-off", [{ ...good, attempts: attemptsAt(0, 3_100, 4_000) }], "too early"],
  ["an attempt long after its time", [{ ...good, attempts: attemptsAt(0, 4_000, 6_500) }], "too late"],
  ["a state that is not the last word's", [{ ...good, state: "dead" }], "is dead"],
  ["a count that is wrong", [{ ...good, attemptsCounted: 2 }], "counts 2"],
  ["a customer's later event first", [good, { ...next, attempts: attemptsAt(3_200) }], "before first"],
  ["a customer's later event late", [good, { ...next, attempts: at(9_000, next.attempts) }], "last word on first"],
])("%s is found", (_name, events, words) => {
  expect(checkLoneCustomer(events, timing)).toEqual([expect.stringContaining(words)]);
});

function at(time: number, attempts: readonly SeenAttempt[]): SeenAttempt[] {
  return attempts.map((attempt) => ({ ...attempt, at: time }));
}

test("in a crowd, more attempts than the script's own are in order", () => {
  expect(checkCustomerInCrowd([{ ...good, attempts: attemptsAt(0, 600, 1_700, 3_800) }])).toEqual([]);
});

test.each<[string, SeenEvent[], string]>([
  ["an event that is dead", [{ ...good, state: "dead" }], "is dead"],
  ["too few attempts", [{ ...good, attempts: attemptsAt(0, 3_100) }], "too seldom"],
  ["a send after a success", [{ ...good, attempts: attemptsAt(0, 600, 1_700).reverse() }], "after a success"],
  ["an attempt before the back-off", [{ ...good, attempts: attemptsAt(0, 600, 1_500) }], "too early"],
  ["a success before an earlier event's", [good, { ...good, attempts: shift(good.attempts) }], "out of order"],
])("in a crowd, %s is found", (_name, events, words) => {
  expect(checkCustomerInCrowd(events)).toContainEqual(expect.stringContaining(words));
});

function shift(attempts: readonly SeenAttempt[]): SeenAttempt[] {
  return attempts.map((attempt) => ({ ...attempt, sequence: attempt.sequence - 3 }));
}

test("a seed makes the same plan again, of the size that was asked for", () => {
  const size = { quietAccounts: 5, busyCustomers: 7, maxEvents: 3, maxFailures: 4 };
  const plan = composePlan(42, size);
  expect(composePlan(42, size)).toEqual(plan);
  expect(composePlan(43, size)).not.toEqual(plan);
  expect(plan.map((customers) => customers.length)).toEqual([1, 1, 1, 1, 1, 7]);
});
