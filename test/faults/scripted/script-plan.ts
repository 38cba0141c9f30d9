import fc from "fast-check";
import { type PlannedAnswer, processes } from "../../../sandbox/klaviyo/faults/planned-answer.ts";

/** An event and what each attempt to send it will be answered: failures, and then the last word. */
export interface ScriptedEvent {
  readonly failures: readonly PlannedAnswer[];
  readonly lastWord: PlannedAnswer;
}

/** Accounts, their customers, and each customer's events in order. */
export type ScriptPlan = readonly (readonly (readonly ScriptedEvent[])[])[];

export interface PlanSize {
  /** Accounts with one customer: nobody else's answers matter to it, so the delays are known exactly. */
  readonly quietAccounts: number;
  /** Customers of one more account, where the answers to one event hold up others. */
  readonly busyCustomers: number;
  readonly maxEvents: number;
  readonly maxFailures: number;
}

/** Every failure after which an event has to be sent again. */
const FAILURES: readonly PlannedAnswer[] = [
  { status: 429, retryAfter: 0 },
  { status: 429, retryAfter: 1 },
  { status: 429, retryAfter: 2 },
  { status: 429, body: "html" },
  { status: 500 },
  { status: 502, body: "html" },
  { status: 503, body: "empty", retryAfter: 1 },
  { status: 503, retryAfter: 3 },
  { status: 400, body: "truncated" },
  { status: 500, body: "wrong-length" },
  { status: 500, accept: true },
  { status: 202, body: "wrong-length" },
  { status: 202, reset: "mid-answer" },
  { reset: "after-body" },
  { reset: "after-body", accept: true },
  { timeout: true },
  { timeout: true, accept: true },
];

const ACCEPTED: PlannedAnswer = { status: 202 };
export const REFUSED: PlannedAnswer = { status: 400, code: "invalid", detail: "Refused by the script." };

function answeredAtLast(maxFailures: number): fc.Arbitrary<ScriptedEvent> {
  return fc.record({ failures: failuresOf(FAILURES, maxFailures), lastWord: fc.constant(ACCEPTED) });
}

function refusedAtLast(maxFailures: number): fc.Arbitrary<ScriptedEvent> {
  // What Klaviyo took, whatever it said, it does not refuse when it comes again.
  const untaken = FAILURES.filter((answer) => !processes(answer));
  return fc.record({ failures: failuresOf(untaken, maxFailures), lastWord: fc.constant(REFUSED) });
}

function failuresOf(choice: readonly PlannedAnswer[], maxFailures: number): fc.Arbitrary<PlannedAnswer[]> {
  return fc.array(fc.constantFrom(...choice), { maxLength: maxFailures, size: "max" });
}

/** The plan of a seed; the same for ever as long as this file and fast-check stay the same. */
export function composePlan(seed: number, size: PlanSize): ScriptPlan {
  const { quietAccounts, busyCustomers, maxEvents, maxFailures } = size;
  const inQuiet = fc.oneof(
    { weight: 6, arbitrary: answeredAtLast(maxFailures) },
    { weight: 1, arbitrary: refusedAtLast(maxFailures) },
  );
  // Where events share requests, what Klaviyo does with one it may do with its neighbour: so none is refused there.
  const inBusy = answeredAtLast(1);
  const customers = (event: fc.Arbitrary<ScriptedEvent>, count: number) =>
    exactly(fc.array(event, { minLength: 1, maxLength: maxEvents, size: "max" }), count);
  const plan = fc
    .tuple(exactly(customers(inQuiet, 1), quietAccounts), customers(inBusy, busyCustomers))
    .map(([quiet, busy]) => [...quiet, busy]);
  const [composed] = fc.sample(fc.noBias(plan), { seed, numRuns: 1 });
  if (composed === undefined) throw new Error(`Seed ${seed} makes no plan.`);
  return composed;
}

function exactly<Item>(item: fc.Arbitrary<Item>, count: number): fc.Arbitrary<Item[]> {
  return fc.array(item, { minLength: count, maxLength: count });
}
