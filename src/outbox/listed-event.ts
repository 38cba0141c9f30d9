import type { AttemptFailure, EventState, Lane } from "./event.ts";

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
