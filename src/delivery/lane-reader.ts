import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { Outbox, PendingEvent } from "../outbox/outbox.ts";

/** Rows may appear with a due time slightly before ones that were read already: commits overtake each other, clocks differ. */
const OVERLAP_MS = 2_000;
const RETRY_READING_MS = 500;

type ClaimRequest = Parameters<Outbox["claim"]>[0];

interface LaneReaderOptions {
  readonly claim: (request: Pick<ClaimRequest, "pluginIds" | "now" | "limit" | "after">) => Promise<PendingEvent[]>;
  /** Before each page. */
  readonly nextTurn: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes an event over; false when it is not wanted now. */
  readonly take: (event: PendingEvent) => boolean;
  /** After each page. */
  readonly onRead: () => void;
  /** After a whole pass without a full page: everything due before was taken. */
  readonly onCaughtUp: (now: number) => void;
}

/**
 * Brings due events of one lane into memory, page by page. It writes nothing to the outbox, so it must know which rows it has: an id
 * is known from being read to being settled. A page that was asked for before a settlement may still show the event as it was;
 * ids that are settled while a page is under way are therefore forgotten only after it.
 */
export interface LaneReader {
  /** Events in memory or being settled. */
  readonly known: number;
  readonly isReading: boolean;
  /** False when there may be due events that were not read. */
  readonly isCaughtUp: boolean;
  /** There is something new, or something is due. */
  expectMore(): void;
  /** Starts over: also rows that were passed are seen again. */
  rescan(): void;
  /** Reads one page, unless one is under way or there is nothing to expect. */
  read(pluginIds: readonly string[], limit: number): void;
  forget(ids: readonly number[]): void;
  /** Resolves when no page is under way. */
  idle(): Promise<void>;
}

export function createLaneReader(options: LaneReaderOptions): LaneReader {
  const { claim, nextTurn, clock, logger, take, onRead, onCaughtUp } = options;
  const known = new Set<number>();
  const forgottenWhileReading = new Set<number>();
  let cursor: ClaimRequest["after"] = null;
  let wholePass = true;
  /** Counts up when it starts over, also while a page is under way, which then moves nothing. */
  let pass = 0;
  let isCaughtUp = false;
  let expectsMore = true;
  let notBefore = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  /** A wall clock that is put back does not make due events wait for it to catch up. */
  let wallClockLead = clock.now() - clock.monotonic();
  const latestTime = () => {
    wallClockLead = Math.max(wallClockLead, clock.now() - clock.monotonic());
    return Math.ceil(clock.monotonic() + wallClockLead);
  };

  async function readPage(pluginIds: readonly string[], limit: number): Promise<void> {
    await nextTurn();
    const now = latestTime();
    const passOfPage = pass;
    expectsMore = false;
    const events = await claim({ pluginIds, now, limit, after: cursor });
    for (const event of events) {
      if (known.has(event.id) || forgottenWhileReading.has(event.id)) continue;
      if (take(event)) known.add(event.id);
    }
    if (pass !== passOfPage) return;
    const last = events.at(-1);
    if (events.length >= limit && last !== undefined) {
      cursor = { dueAt: last.dueAt, id: last.id };
      isCaughtUp = false;
      return;
    }
    isCaughtUp = true;
    if (wholePass) onCaughtUp(now);
    wholePass = false;
    cursor = { dueAt: Math.min(last?.dueAt ?? now, clock.now()) - OVERLAP_MS, id: 0 };
  }

  return {
    get known() {
      return known.size;
    },
    get isReading() {
      return reading !== null;
    },
    get isCaughtUp() {
      return isCaughtUp && !expectsMore;
    },
    expectMore() {
      expectsMore = true;
    },
    rescan() {
      pass++;
      cursor = null;
      wholePass = true;
      expectsMore = true;
    },
    read(pluginIds, limit) {
      if (reading !== null || (isCaughtUp && !expectsMore) || clock.monotonic() < notBefore) return;
      reading = readPage(pluginIds, limit)
        .catch((error: unknown) => {
          logger.warn({ err: error }, "The outbox could not be read; it is tried again");
          expectsMore = true;
          notBefore = clock.monotonic() + RETRY_READING_MS;
        })
        .finally(() => {
          reading = null;
          forgottenWhileReading.clear();
          onRead();
        });
    },
    forget(ids) {
      for (const id of ids) {
        if (known.delete(id) && reading !== null) forgottenWhileReading.add(id);
      }
    },
    async idle() {
      while (reading !== null) await reading;
    },
  };
}
