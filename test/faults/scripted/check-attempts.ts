import type { PlannedAnswer } from "../../../sandbox/klaviyo/faults/planned-answer.ts";
import { FIRST_DELAY_MS, MAX_DELAY_MS } from "../../../src/delivery/retry-policy.ts";
import { REFUSED, type ScriptedEvent } from "./script-plan.ts";

/** One request that carried the event, as Klaviyo saw it. */
export interface SeenAttempt {
  /** Of the request among all requests. */
  readonly sequence: number;
  /** Milliseconds since the epoch, when it arrived. */
  readonly at: number;
  /** Null when no answer was given. */
  readonly status: number | null;
  /** `answered` when the answer was whole. */
  readonly manner: string;
}

/** What the service says of the event in the end. */
export interface SeenEvent {
  readonly name: string;
  readonly script: ScriptedEvent;
  readonly attempts: readonly SeenAttempt[];
  readonly state: string;
  /** As the service counted them. */
  readonly attemptsCounted: number;
}

export interface Timing {
  /** After which the service gives a request up. */
  readonly timeoutMs: number;
  /** How much later than the policy says an attempt may be, for the machine's sake. */
  readonly latenessMs: number;
}

/** Both clocks are this machine's, in whole milliseconds. */
const ROUNDING_MS = 2;

/**
 * Holds the events of a customer who is alone on an account, in order, against their scripts; answers what is not as it should be.
 * Pure.
 */
export function checkLoneCustomer(events: readonly SeenEvent[], timing: Timing): string[] {
  return [
    ...events.flatMap((event) => [...checkCount(event), ...checkDelays(event, timing)]),
    ...events.slice(1).flatMap((event, index) => checkTurn(events[index], event, timing)),
  ];
}

/** As many attempts as the script has answers: none too few, and none after the last word. */
function checkCount({ name, script, attempts, state, attemptsCounted }: SeenEvent): string[] {
  const expected = script.failures.length + 1;
  const expectedState = script.lastWord === REFUSED ? "dead" : "delivered";
  return [
    ...(attempts.length === expected ? [] : [`${name} was sent ${attempts.length} times, not ${expected}`]),
    ...(attemptsCounted === expected ? [] : [`${name} counts ${attemptsCounted} attempts, not ${expected}`]),
    ...(state === expectedState ? [] : [`${name} is ${state}, not ${expectedState}`]),
  ];
}

function checkDelays({ name, script, attempts }: SeenEvent, timing: Timing): string[] {
  return script.failures.flatMap((failure, index) => {
    const [failed, next] = [attempts[index], attempts[index + 1]];
    if (failed === undefined || next === undefined) return [];
    const delayMs = next.at - failed.at;
    const { leastMs, mostMs } = boundsAfter(failure, index + 1, timing);
    const what = `${name}, attempt ${index + 2}, ${delayMs} ms after ${JSON.stringify(failure)}`;
    if (delayMs < leastMs - ROUNDING_MS) return [`${what}: too early, the least is ${leastMs} ms`];
    if (delayMs > mostMs) return [`${what}: too late, the most is ${mostMs} ms`];
    return [];
  });
}

/**
 * The delay doubles from 1 s, the second half of it at random, and is never shorter than Retry-After, nor longer than a tenth beyond it
 * for that reason (src/delivery/retry-policy.ts). It begins when a request is given up, which only the service sees.
 */
function boundsAfter(failure: PlannedAnswer, attempt: number, { timeoutMs, latenessMs }: Timing) {
  const retryAfterMs = (failure.retryAfter ?? 0) * 1_000;
  const answeredAfterMs = failure.timeout ? timeoutMs : 0;
  return {
    leastMs: Math.max(fullDelayMs(attempt) / 2, retryAfterMs),
    mostMs: answeredAfterMs + Math.max(fullDelayMs(attempt), retryAfterMs * 1.1) + latenessMs,
  };
}

function fullDelayMs(attempt: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
}

/** The next event of a customer is not sent before the last word on the one before, and soon after it. */
function checkTurn(before: SeenEvent | undefined, event: SeenEvent, { latenessMs }: Timing): string[] {
  const [last, first] = [before?.attempts.at(-1), event.attempts[0]];
  if (before === undefined || last === undefined || first === undefined) return [];
  if (first.sequence < last.sequence) return [`${event.name} was sent before ${before.name} was done with`];
  if (first.at - last.at > latenessMs) {
    return [`${event.name} was sent ${first.at - last.at} ms after the last word on ${before.name}`];
  }
  return [];
}

/**
 * Likewise for a customer among others on an account. There the endpoint's trouble holds everybody up, and events share bulk requests
 * and their answers, so nothing is known of the latest time of an attempt, nor of how many there are beyond the script's own. Pure.
 */
export function checkCustomerInCrowd(events: readonly SeenEvent[]): string[] {
  const faults = events.flatMap(({ name, script, attempts, state }) => {
    const sent = attempts.length;
    const successes = attempts.filter(isSuccess).length;
    const early = attempts.findIndex((attempt, index) => {
      const next = attempts[index + 1];
      return (
        next !== undefined && !isRefusal(attempt) && next.at - attempt.at < fullDelayMs(index + 1) / 2 - ROUNDING_MS
      );
    });
    return [
      ...(state === "delivered" ? [] : [`${name} is ${state}, not delivered`]),
      ...(sent > script.failures.length ? [] : [`${name} was sent ${sent} times, which is too seldom`]),
      ...(successes === 1 && attempts.slice(-1).every(isSuccess) ? [] : [`${name} was sent after a success`]),
      ...(early === -1 ? [] : [`${name}, attempt ${early + 2}: too early`]),
    ];
  });
  const done = events.map(({ attempts }) => attempts.find(isSuccess)?.sequence ?? 0);
  const isInOrder = done.every((sequence, index) => sequence >= (done[index - 1] ?? 0));
  return isInOrder
    ? faults
    : [...faults, `${events.map(({ name }) => name).join(", ")} are out of order: ${done.join(", ")}`];
}

function isSuccess({ status, manner }: SeenAttempt): boolean {
  return status === 202 && manner === "answered";
}

/** After which a bulk request is divided, and its parts are sent at once. */
function isRefusal({ status, manner }: SeenAttempt): boolean {
  return status === 400 && manner === "answered";
}
