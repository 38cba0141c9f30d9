import type {
  Acceptance,
  AcceptanceResult,
  EventState,
  HeldEvent,
  Lane,
  LaneBacklog,
  Payload,
  PendingEvent,
  Settlement,
  WaitingEvents,
} from "./event.ts";
import type { Lease } from "./lease.ts";
import type { EventChanges, EventDetail, EventFilter, EventSummary, HourCount, Page } from "./listed-event.ts";

export * from "./event.ts";
export type * from "./lease.ts";
export type * from "./listed-event.ts";

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
  /** Pending events that were put off, due again or not: what a new lease holder must know to keep customers' order. */
  waiting(accountId: string, limit: number): Promise<WaitingEvents>;
  /**
   * For whoever could not be told of all that wait: when the latest of those is due that were put off and happened before the event, in its
   * plugin and lane, to its customer. By the event's id; absent when there is none.
   */
  waitingBefore(events: readonly PendingEvent[]): Promise<ReadonlyMap<number, number>>;
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
