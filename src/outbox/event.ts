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
  readonly payload: Payload | null;
  /** Of both its texts, in UTF-8. */
  readonly payloadBytes: number;
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

export interface LaneBacklog {
  readonly pending: number;
  /** `receivedAt` of the oldest pending event. */
  readonly oldestReceivedAt: number | null;
}

/** Events that were put off, as far as they were asked for. */
export interface WaitingEvents {
  /** Oldest first. */
  readonly events: readonly WaitingEvent[];
  /** When the last of those is due that were left out; null when these are all. */
  readonly othersUntil: number | null;
}

/** A pending event that is due later than it was received. */
export interface WaitingEvent {
  readonly id: number;
  readonly pluginId: string;
  readonly lane: Lane;
  readonly profileKey: string;
  readonly dueAt: number;
}
