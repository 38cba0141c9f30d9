import type { MetricName } from "../metrics/metric-event.ts";

/** live: transactional, first. history: backfill, never in the way of live. */
export type Lane = "live" | "history";

/**
 * The life of an outbox event:
 *
 *     pending ──► delivered     Klaviyo answered 202
 *        │  ▲
 *        │  └── dead ──► (replay)
 *        └────► dead            Klaviyo refused the event itself, with its own words kept
 *     skipped ──► pending       left out by the plugin's settings, with the reason; a replay or a new intake sends it after all
 *
 * Only the holder of the account's lease moves an event out of `pending`. A retry stays `pending` with a later `dueAt`.
 */
export const EVENT_STATES = ["pending", "delivered", "dead", "skipped"] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** What intake appends: one metric event, encoded, with the columns it is searched and scheduled by. */
export interface NewEvent {
  readonly pluginId: string;
  /** The Klaviyo account (its public key). */
  readonly accountId: string;
  readonly lane: Lane;
  readonly metric: MetricName;
  readonly uniqueId: string;
  /** When it happened, milliseconds since the epoch. */
  readonly occurredAt: number;
  /** The customer: the e-mail address in lower case. Orders deliveries and is searched for. */
  readonly profileKey: string;
  readonly orderNumber: string | null;
  /** Type, source and id of the commerce event it came from. */
  readonly commerceType: string;
  readonly commerceSource: string;
  readonly commerceId: string;
  /** JSON text of the event's attributes without its profile: properties, time, value, value_currency, unique_id, metric. */
  readonly body: string;
  /** JSON text of the profile's attributes. */
  readonly profile: string;
  /** Top-level properties that are credentials, blanked once delivered. */
  readonly secrets: readonly string[];
  /** W3C traceparent of the intake, which the delivery continues; absent when it is not traced. */
  readonly traceParent?: string | null;
  /** When the historical export that tells of it was started, milliseconds since the epoch; absent when none does. */
  readonly exportStartedAt?: number | null;
  readonly state: "pending" | "skipped";
  /** Why it was skipped: stable code and sentence; null when pending. */
  readonly reason: { readonly code: string; readonly message: string } | null;
}

/** What one worker holds while it drives an account. */
export interface Lease {
  readonly accountId: string;
  readonly holder: string;
  /** Fencing token: raised each time the lease changes hands; a settlement under an older token changes nothing. */
  readonly token: number;
}

/** An event as the delivery sees it. */
export interface PendingEvent {
  readonly id: number;
  readonly pluginId: string;
  readonly lane: Lane;
  readonly metric: string;
  readonly uniqueId: string;
  readonly profileKey: string;
  readonly attempts: number;
  readonly dueAt: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  /** W3C traceparent of its intake; null when that is not traced. */
  readonly traceParent: string | null;
  /** Null for history, whose payloads are read when they are sent (`historyPayloads`): thousands of events wait in memory. */
  readonly body: string | null;
  /** Of the body, in UTF-8. */
  readonly bodyBytes: number;
  readonly profile: string;
}

/** JSON texts of a metric event. */
export interface Payload {
  readonly body: string;
  readonly profile: string;
}

/** What Klaviyo, or the way to it, answered to the last attempt. */
export interface AttemptFailure {
  /** Stable code of ours, for example `klaviyo_rejected`, `klaviyo_throttled`, `klaviyo_unavailable`, `timeout`, `connection_reset`. */
  readonly code: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Klaviyo's own words, or the transport's, at most 2,000 characters, without credentials. */
  readonly detail: string;
  /** Method and path of the request. */
  readonly request: string;
  readonly at: number;
}

export type Settlement =
  | { readonly id: number; readonly outcome: "delivered"; readonly at: number; readonly attempts: number }
  | {
      readonly id: number;
      readonly outcome: "retry";
      readonly dueAt: number;
      readonly attempts: number;
      readonly failure: AttemptFailure;
    }
  | { readonly id: number; readonly outcome: "dead"; readonly attempts: number; readonly failure: AttemptFailure }
  /** Put off without an attempt, for example behind an earlier event of the same customer. */
  | { readonly id: number; readonly outcome: "deferred"; readonly dueAt: number };

/** A commerce event that cannot be mapped yet, for example because a rate is unknown. It is mapped anew when released. */
export interface HeldEvent {
  readonly pluginId: string;
  readonly lane: Lane;
  readonly commerceType: string;
  readonly commerceSource: string;
  readonly commerceId: string;
  readonly occurredAt: number;
  readonly profileKey: string;
  readonly orderNumber: string | null;
  /** JSON text of the commerce event. */
  readonly commerceEvent: string;
  readonly reason: { readonly code: string; readonly message: string };
}

/** What one commerce event became: the metric events of it, or the event itself, held. */
export interface Acceptance {
  readonly events: readonly NewEvent[];
  readonly held: HeldEvent | null;
}

/** duplicate: every part of it was there before, and nothing was written. */
export type AcceptanceResult = "accepted" | "duplicate";

/** A row of a list: no payload, so nothing secret. */
export interface EventSummary {
  readonly id: number;
  readonly pluginId: string;
  readonly lane: Lane;
  /** A metric's name; after an upgrade was taken back perhaps one that this version does not know. */
  readonly metric: string;
  readonly uniqueId: string;
  readonly state: EventState;
  readonly attempts: number;
  readonly dueAt: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly settledAt: number | null;
  readonly email: string;
  /** The customer's name; null when the event does not say it. */
  readonly name: string | null;
  readonly orderNumber: string | null;
  readonly commerceType: string;
  readonly commerceSource: string;
  readonly commerceId: string;
  /** Why it was skipped. */
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly failure: AttemptFailure | null;
}

/** With the payload, credentials masked. */
export interface EventDetail extends EventSummary {
  readonly body: string;
  readonly profile: string;
  /** Attempts that failed, oldest first: the first ten since it was taken or replayed. */
  readonly failedAttempts: readonly FailedAttempt[];
}

export interface FailedAttempt extends AttemptFailure {
  /** 1 for the first; counted anew after a replay. */
  readonly attempt: number;
}

/** New and changed events, newest first. */
export interface EventChanges {
  readonly events: readonly EventSummary[];
  /** False when more came than were asked for; the newest ones are there. */
  readonly isComplete: boolean;
}

export interface HourCount {
  /** The hour's start, milliseconds since the epoch. */
  readonly hour: number;
  readonly metric: string;
  readonly events: number;
}

export interface EventFilter {
  readonly pluginId?: string;
  readonly state?: EventState;
  readonly lane?: Lane;
  readonly metric?: string;
  readonly email?: string;
  readonly orderNumber?: string;
  /** Milliseconds since the epoch, of `receivedAt`, inclusive / exclusive. */
  readonly from?: number;
  readonly until?: number;
}

/** Newest first; `before` is the id of the last row of the page before. */
export interface Page {
  readonly limit: number;
  readonly before?: number;
}

export interface LaneBacklog {
  readonly pending: number;
  /** `receivedAt` of the oldest pending event. */
  readonly oldestReceivedAt: number | null;
}

/** A pending event that is due later than it was received. */
export interface WaitingEvent {
  readonly id: number;
  readonly pluginId: string;
  readonly lane: Lane;
  readonly profileKey: string;
  readonly dueAt: number;
}

export interface Outbox {
  /** Writes everything of each acceptance, or nothing of it; durable when resolved. Concurrent calls share a commit. */
  accept(acceptances: readonly Acceptance[]): Promise<AcceptanceResult[]>;
  /** Called with the accounts that got new pending events, after the commit, in whichever process it happened. */
  onPending(listener: (accountIds: readonly string[]) => void): () => void;

  /** Due events of the plugins on the account that may be delivered, ordered by (dueAt, id), strictly after the cursor. Writes nothing. */
  claim(request: {
    readonly accountId: string;
    readonly lane: Lane;
    readonly pluginIds: readonly string[];
    readonly now: number;
    readonly limit: number;
    readonly after: { readonly dueAt: number; readonly id: number } | null;
  }): Promise<PendingEvent[]>;
  /**
   * What is to be sent of events of the history lane, in the order of the ids, as of now. Of customers of whom the plugins have live events
   * it says only whose event it is. Throws EventGoneError when one of them is no longer there.
   */
  historyPayloads(request: {
    readonly ids: readonly number[];
    readonly pluginIds: readonly string[];
  }): Promise<Payload[]>;
  /** Pending events that were put off, due again or not, oldest first: what a new lease holder must know to keep customers' order. */
  waiting(accountId: string, limit: number): Promise<readonly WaitingEvent[]>;
  /**
   * Makes the plugin's pending events due that were accepted, or put off, by a clock that was ahead of `now` by seconds or more;
   * otherwise they would wait until that time comes. Answers how many. For the holder of the lease, before it reads.
   */
  bringForward(pluginId: string, now: number): Promise<number>;
  /** All or nothing; throws LeaseLostError, having changed nothing, when the lease is no longer held under this token. */
  settle(lease: Lease, settlements: readonly Settlement[]): Promise<void>;
  backlog(accountId: string, lane: Lane): Promise<LaneBacklog>;

  search(filter: EventFilter, page: Page): Promise<EventSummary[]>;
  find(id: number): Promise<EventDetail | null>;
  /** The newest `limit` events with an id above `after`, and the latest of the others that were settled since a time. */
  changes(request: {
    readonly after: number;
    readonly settledSince: number;
    readonly limit: number;
  }): Promise<EventChanges>;
  /** The id of the newest event; 0 when there is none. */
  newestId(): Promise<number>;
  /** How many events a replay of the filter would send: exact, save that a filter by customer, order or time is counted up to `limit`. */
  countReplayable(filter: EventFilter, limit: number): Promise<number>;
  /** Events taken in each hour from the one of `from` on, by metric; hours without any are absent. */
  hours(request: { readonly from: number; readonly pluginId?: string }): Promise<readonly HourCount[]>;
  /** Dead and skipped events that match become pending again, with their ids and the attempts counted anew; answers how many. */
  replay(filter: EventFilter & { readonly ids?: readonly number[] }): Promise<number>;
  /** Per plugin, metric and state. */
  counts(
    pluginId?: string,
  ): Promise<readonly { pluginId: string; metric: string; state: EventState; events: number }[]>;
  /** Deletes at most `limit` settled events; answers how many. */
  purge(request: {
    readonly deliveredBefore: number;
    readonly deadBefore: number;
    readonly limit: number;
  }): Promise<number>;
  /** Deletes what `hours` counted before a time. */
  purgeHours(before: number): Promise<void>;

  heldEvents(
    filter: { readonly pluginId?: string },
    page: Page,
  ): Promise<readonly (HeldEvent & { readonly id: number; readonly receivedAt: number })[]>;
  /** Replaces a held event by what it became, in one transaction. */
  releaseHeld(id: number, acceptance: Acceptance): Promise<void>;
}

/** The right to drive accounts. Times are the database's own, so that workers' clocks do not matter. */
export interface Leases {
  /** Takes up to `limit` accounts that have an active plugin and no living lease; raises the fencing token of each. */
  acquire(request: { readonly holder: string; readonly ttlMs: number; readonly limit: number }): Promise<Lease[]>;
  /** The leases that are still held, prolonged. */
  renew(leases: readonly Lease[], ttlMs: number): Promise<Lease[]>;
  release(leases: readonly Lease[]): Promise<void>;
  /** Tells the others that this worker is there for the next `ttlMs`; answers how many are, itself included. */
  announce(request: { readonly holder: string; readonly ttlMs: number }): Promise<number>;
  /** This worker goes. */
  withdraw(holder: string): Promise<void>;
  /** How many accounts there are to drive and who holds them, for a fair share among workers. */
  overview(): Promise<
    readonly { readonly accountId: string; readonly holder: string | null; readonly expiresInMs: number }[]
  >;
}
