import type { CommerceEvent } from "./commerce-event.ts";

/** Whose orders an export is about. */
export interface HistorySelection {
  /** Customers whose account was created at this moment or later, milliseconds since the epoch: midnight of the chosen date in the shop's zone. */
  readonly since: number;
  /** Also orders that belong to no account, placed at `since` or later. */
  readonly includeGuests: boolean;
}

/** Where an export reads from: page by page, resumable at any cursor. */
export interface HistorySource {
  /** How many customers and orders there are to read; null where the source cannot tell beforehand. Throws HistorySourceError. */
  count(signal: AbortSignal): Promise<HistoryTotals>;
  /**
   * The page at a cursor that an earlier page gave as `next`; null begins. Reading a cursor again gives what is there now, with the
   * same ids. All orders of a chosen customer come, of any age; a customer's orders come together, in order of time, so that only a
   * customer with more of them than fit is spread over pages. Some hundred events a page serve best. Throws HistorySourceError.
   */
  read(cursor: string | null, signal: AbortSignal): Promise<HistoryPage>;
}

export interface HistoryTotals {
  readonly customers: number | null;
  readonly orders: number | null;
}

export interface HistoryPage {
  /** With the ids, sources and times that the same events have live: order.placed, order.confirmed, order.cancelled, order.refunded. Others are left out. */
  readonly events: readonly CommerceEvent[];
  /** Customers and orders that this page completes: what the pages add up to is what `count` announced. */
  readonly customers: number;
  readonly orders: number;
  /** What could not be read, once each: listed for the merchant, and never in the way of the rest. */
  readonly problems: readonly HistoryProblem[];
  /** Opaque text of at most 2,000 characters; null: this was the last page. */
  readonly next: string | null;
  /** How far the export is in time, `YYYY-MM-DD`, for example when the last customer's account was created. */
  readonly currentDate: string | null;
  /**
   * Ids of the events whose order says who the customer is now: one order a customer, the newest of all. Absent: the newest order of
   * each customer within the page.
   */
  readonly newest?: ReadonlySet<string>;
  /** Where the totals became known only by reading. */
  readonly totals?: HistoryTotals;
}

export interface HistoryProblem {
  /** Stable, for example `order_incomplete`. */
  readonly code: string;
  /** What it is about, in the shop's words: `order 102`, `line 17`. */
  readonly reference: string;
  /** What is wrong and what to do, without personal data. */
  readonly message: string;
}

/** The source could not be read. A retryable one is asked again, for as long as it takes; another one ends the export as failed, to be resumed. */
export class HistorySourceError extends Error {
  readonly code: string;
  readonly isRetryable: boolean;

  /** `code` is stable; `message` says what happened, to what, and what to do. */
  constructor(code: string, message: string, options: { readonly isRetryable: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "HistorySourceError";
    this.code = code;
    this.isRetryable = options.isRetryable;
  }
}
