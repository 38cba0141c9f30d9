import type { KlaviyoError, Refused, SendOutcome, Unreachable } from "../klaviyo/outcome.ts";
import type { AttemptFailure } from "../outbox/outbox.ts";
import type { PluginAlarm } from "../plugins/plugin.ts";

/** What becomes of the events of a request. */
export type Decision =
  /** Klaviyo has them. */
  | { readonly kind: "delivered" }
  /** Sent again at `dueAt`, for as long as it takes. */
  | {
      readonly kind: "retried";
      readonly dueAt: number;
      readonly cause: "throttled" | "unavailable";
      readonly failure: AttemptFailure;
    }
  /** Nothing of the plugin is sent until its cause is mended; the events stay pending. */
  | { readonly kind: "paused"; readonly alarm: PluginAlarm; readonly failure: AttemptFailure }
  /** Something in a request of several events is refused: find out what. */
  | { readonly kind: "split"; readonly errors: readonly KlaviyoError[]; readonly failure: AttemptFailure }
  /** Klaviyo refuses this very event. */
  | { readonly kind: "dead"; readonly failure: AttemptFailure };

export interface AttemptMade {
  /** 1 for the first. */
  readonly attempt: number;
  /** Events in the request. */
  readonly events: number;
  /** Method and path, for the record. */
  readonly request: string;
}

export const FIRST_DELAY_MS = 1_000;
export const MAX_DELAY_MS = 10 * 60_000;
/** A longer Retry-After is taken for a mistake. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * Decides what becomes of an attempt. Pure: `now` is wall-clock milliseconds, `random` is in [0, 1).
 *
 *     202                                           delivered
 *     no whole answer, 408, 425, 429, 5xx           retried, not before Retry-After
 *     any other answer that is not Klaviyo's JSON   retried: a proxy or firewall spoke, not Klaviyo
 *     401, 403, 410                                 plugin paused: every event would meet the same
 *     400, 409, 413, 422 with Klaviyo's JSON        the event is refused; in a request of several, split
 *     413 of anybody                                likewise: the body is too large
 *     400 that names a header or query parameter,
 *     any other 4xx                                 plugin paused: it says nothing about the event
 *
 * Source: Klaviyo, Rate limits, status codes and errors.
 */
export function decideNext(made: AttemptMade, outcome: SendOutcome, now: number, random: number): Decision {
  if (outcome.kind === "accepted") return { kind: "delivered" };
  if (outcome.kind === "unreachable") return retry(made, outcome, "unavailable", null, now, random);

  const { status } = outcome;
  if (status === 429) return retry(made, outcome, "throttled", outcome.retryAfterMs, now, random);
  if (status === 401) return pause(made, outcome, "klaviyo_key_refused", now);
  if (status === 410) return pause(made, outcome, "klaviyo_revision_gone", now);
  if (status === 413) return refuse(made, outcome, now);
  if (!isAnswerOfKlaviyo(outcome)) return retry(made, outcome, "unavailable", outcome.retryAfterMs, now, random);
  if (status === 403) return pause(made, outcome, "klaviyo_scope_missing", now);
  if (namesTheBody(outcome)) return refuse(made, outcome, now);
  return pause(made, outcome, "klaviyo_request_refused", now);
}

/**
 * How long to wait before attempt + 1: doubles from 1 s to 10 min, the second half of it at random so that what failed together does
 * not come back together; never before `retryAfterMs`, and then up to a tenth later.
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number): number {
  const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 30));
  const backOffMs = full / 2 + (random * full) / 2;
  const floorMs = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS) * (1 + random / 10);
  return Math.ceil(Math.max(backOffMs, floorMs));
}

function isAnswerOfKlaviyo({ status, isJson }: Refused): boolean {
  return isJson && status >= 400 && status < 500 && status !== 408 && status !== 425;
}

function namesTheBody({ status, errors }: Refused): boolean {
  if (![400, 409, 422].includes(status)) return false;
  return errors.some((error) => error.parameter === null);
}

function retry(
  made: AttemptMade,
  outcome: Refused | Unreachable,
  cause: "throttled" | "unavailable",
  retryAfterMs: number | null,
  now: number,
  random: number,
): Decision {
  const code = outcome.kind === "unreachable" ? outcome.code : `klaviyo_${cause}`;
  const dueAt = now + retryDelayMs(made.attempt, retryAfterMs, random);
  return { kind: "retried", dueAt, cause, failure: describe(made, outcome, code, now) };
}

function refuse(made: AttemptMade, outcome: Refused, now: number): Decision {
  const failure = describe(made, outcome, "klaviyo_rejected", now);
  return made.events === 1 ? { kind: "dead", failure } : { kind: "split", errors: outcome.errors, failure };
}

const ALARMS = {
  klaviyo_key_refused:
    "Klaviyo refuses the private key. Put a living private key of the account into API private key; sending goes on by itself.",
  klaviyo_scope_missing:
    "The private key may not write events. Create a private key with the scope events:write and put it into API private key; sending goes on by itself.",
  klaviyo_revision_gone:
    "Klaviyo has retired the API revision that this version speaks. Install a newer version of this software; sending goes on by itself.",
  klaviyo_request_refused:
    "Klaviyo refuses the request for a reason that lies in no single event. Check the address of Klaviyo's API and look for a newer version of this software; sending is tried again every minute.",
} as const;

function pause(made: AttemptMade, outcome: Refused, code: keyof typeof ALARMS, now: number): Decision {
  const failure = describe(made, outcome, code, now);
  const words = failure.detail === "" ? "" : ` Klaviyo's words: ${failure.detail.slice(0, 300)}`;
  return { kind: "paused", alarm: { code, message: `${ALARMS[code]}${words}`, since: now }, failure };
}

function describe(made: AttemptMade, outcome: Refused | Unreachable, code: string, at: number): AttemptFailure {
  const status = outcome.kind === "refused" ? outcome.status : null;
  const detail = outcome.kind === "refused" ? quote(outcome) : outcome.detail;
  return { code, status, detail: detail.slice(0, 2_000), request: made.request, at };
}

/** Klaviyo's own words with the place that they speak of. */
function quote(outcome: Refused): string {
  if (outcome.errors.length === 0) return outcome.excerpt;
  return outcome.errors.map(quoteError).join("\n");
}

export function quoteError({ title, detail, pointer, parameter }: KlaviyoError): string {
  const words = [title, detail].filter((text) => text !== "").join(" ");
  const place = pointer ?? parameter;
  return place === null ? words : `${words} (${place})`;
}
