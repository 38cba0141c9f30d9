import type { Generated } from "kysely";

export interface LeasesTable {
  account_id: string;
  holder: string | null;
  token: number;
  expires_at: number;
}

/** Who is there to drive accounts, until when it may be believed. */
export interface WorkersTable {
  holder: string;
  expires_at: number;
}

/** Rows are small on purpose: claims and settlements never touch a payload. */
export interface OutboxTable {
  id: Generated<number>;
  plugin_id: string;
  lane: "live" | "history";
  metric: string;
  unique_id: string;
  state: "pending" | "delivered" | "dead" | "skipped";
  attempts: number;
  due_at: number;
  occurred_at: number;
  received_at: number;
  settled_at: number | null;
  profile_key: string;
  order_number: string | null;
  commerce_type: string;
  commerce_source: string;
  commerce_id: string;
  /** JSON array of names; null when there are none. */
  secrets: string | null;
  /** W3C traceparent; null when not traced. */
  trace_parent: string | null;
  reason_code: string | null;
  reason_message: string | null;
  /** JSON of the last failed attempt. */
  failure: string | null;
  /** `started_at` of the last historical export that told of it while Klaviyo had not taken it yet; null when none did. */
  export_started_at: number | null;
}

export interface OutboxPayloadsTable {
  event_id: number;
  body: string;
  profile: string;
}

/** How many events there are of each kind, kept in the transactions that change them; the sum over the slots counts. */
export interface OutboxCountsTable {
  plugin_id: string;
  lane: "live" | "history";
  metric: string;
  state: "pending" | "delivered" | "dead" | "skipped";
  /** Spreads concurrent writers over several rows, so that their commits do not wait for each other. */
  slot: number;
  events: number;
}

/** How many events were taken in each hour; the sum over the slots counts. */
export interface OutboxHoursTable {
  /** The hour's start. */
  hour: number;
  plugin_id: string;
  metric: string;
  slot: number;
  events: number;
}

/** Attempts that failed, the first few of each event. */
export interface OutboxAttemptsTable {
  event_id: number;
  at: number;
  /** 1 for the first; counted anew after a replay. */
  attempt: number;
  code: string;
  status: number | null;
  detail: string;
  request: string;
}

/** What the worker that drives an account last told of it. */
export interface AccountHealthTable {
  account_id: string;
  taken_at: number;
  /** JSON. */
  figures: string;
}

export interface HeldEventsTable {
  id: Generated<number>;
  plugin_id: string;
  lane: "live" | "history";
  commerce_type: string;
  commerce_source: string;
  commerce_id: string;
  occurred_at: number;
  received_at: number;
  profile_key: string;
  order_number: string | null;
  commerce_event: string;
  reason_code: string;
  reason_message: string;
}

/** Which refund carries its order's plain number in Klaviyo. Stays when its events are gone. */
export interface RefundsTable {
  plugin_id: string;
  order_number: string;
  refund_id: string;
  /** 1 for at most one refund of an order. */
  is_first: 0 | 1;
}
