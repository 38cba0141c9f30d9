import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { type HistoryPage, type HistorySource, HistorySourceError } from "../commerce/history-source.ts";
import { DatabaseUnavailableError } from "../database/errors.ts";
import type { Logger } from "../observability/logger.ts";
import { OutboxBusyError } from "../outbox/errors.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { ExportSources } from "./export-sources.ts";
import type { ExportStore, StoredExport } from "./export-store.ts";
import { newestOrders } from "./newest-orders.ts";
import { type Pace, startPace } from "./pace.ts";
import { slicesOf, type TakeInParts, takeIn } from "./take-in.ts";
import { type Tally, tallyEvents } from "./tally.ts";

const IDLE_MS = 60_000;
const NOT_DRIVEN_MS = 1_000;
const LOOK_AT_DELIVERY_MS = 500;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A fault that nobody expected fails the export when it comes so often in a row. */
const UNEXPECTED_FAULTS = 5;

const EXPORTED_TYPES = new Set(["order.placed", "order.confirmed", "order.cancelled", "order.refunded"]);

export interface DriverParts extends TakeInParts {
  readonly exports: ExportStore;
  readonly sources: Pick<ExportSources, "open" | "conclude">;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ExportDriver {
  /** An export may have been started, paused, resumed or cancelled. */
  wake(): void;
  renew(plugin: StorePlugin): void;
  stop(): Promise<void>;
}

/**
 * Moves the export of one plugin on, as long as `mayDrive`:
 *
 *     read a page ──► commit its events ──► move the cursor ──► read the next … ──► wait until all is delivered ──► synchronised
 *
 * The next page is read while one is being committed. Breaking off anywhere is safe: the cursor moves after the commit, and events
 * that are read again have the same ids. A move is made only to the revision that was seen, so a worker that has lost the account, or an
 * export that was paused meanwhile, moves nothing.
 */
export function startExportDriver(parts: DriverParts, given: StorePlugin, mayDrive: () => boolean): ExportDriver {
  const { exports, clock } = parts;
  const logger = parts.logger.child({ plugin: given.id });
  const stopping = new AbortController();
  let plugin = given;
  let waking = new AbortController();
  let failures = 0;
  const loop = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      const signal = AbortSignal.any([stopping.signal, waking.signal]);
      const waitMs = await takeRound(signal).catch(noteFailure);
      await clock.sleep(waitMs, signal);
    }
  }

  /** Answers how long nothing is to be done, unless something wakes it. */
  async function takeRound(signal: AbortSignal): Promise<number> {
    const stored = await exports.find(given.id);
    if (stored === null || stored.state !== "pending") return IDLE_MS;
    if (plugin.status !== "active" || !mayDrive()) return NOT_DRIVEN_MS;
    return stored.step === "reading" ? readOn(stored, signal) : awaitDelivery(stored);
  }

  async function readOn(stored: StoredExport, signal: AbortSignal): Promise<number> {
    const source = await parts.sources.open(plugin, stored.plan);
    const leaving = new AbortController();
    const pace = startPace(clock);
    try {
      let current = await countFirst(stored, source, signal);
      let upcoming: Promise<HistoryPage> | null = null;
      while (current !== null && current.step === "reading") {
        if (signal.aborted || !mayDrive()) return 0;
        const page: HistoryPage = await (upcoming ?? source.read(current.cursor, signal));
        upcoming = page.next === null ? null : source.read(page.next, AbortSignal.any([signal, leaving.signal]));
        upcoming?.catch(() => {});
        current = await movePast(current, page, pace, signal);
        failures = 0;
      }
      return 0;
    } finally {
      leaving.abort();
    }
  }

  async function countFirst(
    stored: StoredExport,
    source: HistorySource,
    signal: AbortSignal,
  ): Promise<StoredExport | null> {
    const { customers, orders } = stored.progress;
    if (stored.cursor !== null || customers.total !== null || orders.total !== null) return stored;
    const totals = await source.count(signal);
    const progress = {
      ...stored.progress,
      customers: { ...customers, total: totals.customers },
      orders: { ...orders, total: totals.orders },
    };
    return exports.change(stored, { progress }, { isQuiet: true });
  }

  /** Null when the export was called off, or moved by another. */
  async function movePast(
    current: StoredExport,
    page: HistoryPage,
    pace: Pace,
    signal: AbortSignal,
  ): Promise<StoredExport | null> {
    const events = page.events.filter(({ type }) => EXPORTED_TYPES.has(type));
    const newest = page.newest ?? newestOrders(events);
    const refused = await takeIn(parts, { plugin, events, newest, exportStartedAt: current.startedAt }, signal);
    if (refused === null) return null;
    const bad = new Set(refused.map(({ event }) => event));
    const taken = events.filter((event) => !bad.has(event));
    const { tally, mapped } = await tallyInTurns(current.tally, taken, plugin);
    pace.note({ events: mapped, orders: page.orders });
    const problems = [...page.problems, ...refused.map(({ problem }) => problem)];
    const { customers, orders } = current.progress;
    const progress = {
      customers: { done: customers.done + page.customers, total: page.totals?.customers ?? customers.total },
      orders: { done: orders.done + page.orders, total: page.totals?.orders ?? orders.total },
      events: current.progress.events + mapped,
      problems: current.progress.problems + problems.length,
      currentDate: page.currentDate ?? current.progress.currentDate,
      ...pace.rates(),
    };
    const isLast = page.next === null;
    const change = {
      cursor: page.next,
      step: isLast ? "delivering" : "reading",
      progress,
      tally,
      trouble: null,
    } as const;
    return exports.change(current, change, { problems, isQuiet: true });
  }

  async function tallyInTurns(before: Tally, events: readonly CommerceEvent[], { settings }: StorePlugin) {
    const context = { isPluginActive: true, now: clock.now() };
    let counted = { tally: before, mapped: 0 };
    for (const slice of slicesOf(events)) {
      const { tally, mapped } = tallyEvents(counted.tally, slice, settings, context);
      counted = { tally, mapped: counted.mapped + mapped };
      await parts.nextTurn();
    }
    return counted;
  }

  async function awaitDelivery(stored: StoredExport): Promise<number> {
    if ((await parts.backlog(given.id)) > 0) return LOOK_AT_DELIVERY_MS;
    const { customers, orders } = stored.progress;
    const progress = {
      ...stored.progress,
      customers: { ...customers, total: customers.done },
      orders: { ...orders, total: orders.done },
      eventsPerSecond: 0,
      ordersPerSecond: 0,
    };
    // Before it is said to be over, so that nothing is left undone when this breaks off.
    await parts.sources.conclude(stored);
    const change = { state: "synchronised", finishedAt: clock.now(), progress, trouble: null } as const;
    if ((await exports.change(stored, change)) === null) return 0;
    logger.info({ ...progress, from: stored.plan.from }, "The historical export is synchronised");
    return IDLE_MS;
  }

  async function noteFailure(error: unknown): Promise<number> {
    if (stopping.signal.aborted || waking.signal.aborted) return 0;
    failures += 1;
    const isExpected =
      error instanceof HistorySourceError ||
      error instanceof DatabaseUnavailableError ||
      error instanceof OutboxBusyError;
    logger.warn(
      isExpected ? { code: error.code } : { err: error },
      isExpected ? error.message : "The historical export broke off; it is tried again",
    );
    const isLasting =
      (error instanceof HistorySourceError && !error.isRetryable) || (!isExpected && failures >= UNEXPECTED_FAULTS);
    const noted = noteTrouble(
      isExpected ? error : new HistorySourceError("export_broken", UNEXPECTED, { isRetryable: false }),
      isLasting,
    );
    await noted.catch((reason: unknown) => logger.warn({ err: reason }, "The trouble of an export could not be noted"));
    if (isLasting) failures = 0;
    return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(10, failures - 1));
  }

  async function noteTrouble(
    { code, message }: { readonly code: string; readonly message: string },
    isLasting: boolean,
  ) {
    const stored = await exports.find(given.id);
    if (stored === null || stored.state !== "pending") return;
    const since = stored.trouble?.code === code ? stored.trouble.since : clock.now();
    const trouble = { code, message, since };
    const progress = { ...stored.progress, eventsPerSecond: 0, ordersPerSecond: 0 };
    await exports.change(
      stored,
      isLasting ? { state: "failed", trouble, progress, finishedAt: clock.now() } : { trouble, progress },
      { isQuiet: true },
    );
  }

  return {
    wake: () => waking.abort(),
    renew(changed) {
      plugin = changed;
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

const UNEXPECTED =
  "Something went wrong inside the service, five times at the same place. See the service's log; then resume the export, or report it.";
