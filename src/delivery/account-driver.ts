import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import type { Lane, Lease, Outbox } from "../outbox/outbox.ts";
import type { PluginStore } from "../plugins/store.ts";
import type { RightOfWay } from "../right-of-way.ts";
import { type Account, LANES, LOOK_AGAIN_MS } from "./account.ts";
import { startAlarmClock } from "./alarm-clock.ts";
import type { DeliveryListener } from "./delivery-events.ts";
import type { DeliverySettings } from "./delivery-settings.ts";
import { countUnsent } from "./driven-plugin.ts";
import { createEndpoint } from "./endpoint.ts";
import type { LaneReader } from "./lane-reader.ts";
import { loadPlugins, type StoredPlugins } from "./load-plugins.ts";
import { nextWakeAt } from "./next-wake.ts";
import { startDueProbes } from "./pause-plugin.ts";
import { readAccount } from "./read-account.ts";
import { createLaneReading } from "./read-lanes.ts";
import { createSettler } from "./settler.ts";
import { startRequests } from "./start-requests.ts";
import { createStepSize } from "./step-size.ts";

/** Less is corrected by the system all the time. */
const CLOCK_SET_BACK_MS = 1_000;
/** At a shutdown, how long the last outcomes may take to be written. */
const SETTLE_LATE_MS = 1_500;

export interface AccountDriverOptions {
  readonly lease: Lease;
  readonly outbox: Outbox;
  readonly store: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly rightOfWay: RightOfWay;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly observe: DeliveryListener;
  readonly settings: DeliverySettings;
  /** False once the lease may have run out by our own clock: then nothing may be sent, whatever the database would say. */
  readonly mayDrive: () => boolean;
  /** False while a change of the plugin was announced and is not read yet; nothing of it is started then. */
  readonly isPluginKnown: (pluginId: string) => boolean;
  /** Events that this account may have in memory, about. */
  readonly maxEventsInMemory: () => number;
  /** The lease turned out to be lost; the driver has stopped. */
  readonly onLost: () => void;
  /** The wall clock was set back; the driver has stopped, since what it knows to be due later is wrong. */
  readonly onClockSetBack: () => void;
}

export interface AccountDriver {
  /** There are new events. */
  expectMore(): void;
  /** Takes over what the store says about the account's plugins. Rejects when the database does. */
  setPlugins(plugins: StoredPlugins): Promise<void>;
  /** Sends nothing new, waits for requests in flight for `drainMs`, breaks off the others, and settles. */
  stop(drainMs: number): Promise<void>;
  /** Stops at once, settling nothing: the lease is lost. */
  abandon(): void;
}

/**
 * Drives one leased account. An event, seen from here:
 *
 *     (outbox: pending, due) ──read──► ready or behind ──take──► sending ──┬─ 202 ─────────────► delivered ──settle──► forgotten
 *              ▲     ▲                      │                              ├─ refused itself ──► dead ───────settle──► forgotten
 *              │     │                      │ plugin paused                ├─ refused in bulk ─► split: sending again
 *              │     └──────────────────────┴──────────────────────────────┼─ plugin paused ───► pending, due as before
 *              └─────── (due later) ◄──settle── retried, and those behind ─┴─ no answer, 429, 5xx
 *
 * - Reading writes nothing; an id is known from being read to being settled, so it is in memory once.
 * - A customer's events are sent in order: the next is taken when the one before is answered (delivered, dead), or with it in one
 *   bulk request. When one is to be tried again, those behind it are put off to just after it.
 * - Live events go one by one; what the single endpoint cannot take within seconds goes in bulk, ahead of history. History goes in
 *   bulk alone, marked as backfill.
 * - An endpoint without quota, or in trouble, reads nothing: memory is bounded whatever the backlog.
 * - Every settlement is fenced by the lease; when it is lost, the driver stops at once. Sending an event twice is harmless: Klaviyo
 *   keeps the first of (profile, metric, unique id).
 */
export function startAccountDriver(options: AccountDriverOptions): AccountDriver {
  const { lease, outbox, store, klaviyo, clock, random, logger, observe, settings, rightOfWay } = options;
  const breakOff = new AbortController();
  setMaxListeners(0, breakOff.signal);
  const inFlight = new Set<Promise<void>>();
  let isStopped = false;
  let leaveWay: (() => void) | null = null;
  let loading: Promise<void> = Promise.resolve();

  const alarmClock = startAlarmClock(clock, () => {
    try {
      act();
    } catch (error) {
      // A fault of ours with one account must not end the driving of the others.
      logger.error({ err: error, account: lease.accountId }, "The account could not be driven; it is tried again");
      alarmClock.ringAt(clock.monotonic() + 1_000);
    }
  });
  const plugins: Account["plugins"] = new Map();
  const stepSize = createStepSize();
  const settler = createSettler({
    settle: (settlements) => outbox.settle(lease, settlements),
    nextTurn: rightOfWay.wait,
    maxBatch: () => stepSize.at(clock.monotonic(), countUnsent(account.plugins.values(), "live")),
    clock,
    logger,
    onSettled: (ids) => {
      for (const lane of LANES) account.readers[lane].forget(ids);
      alarmClock.ringNow();
    },
    onLost: () => {
      abandon();
      options.onLost();
    },
  });
  const account: Account = {
    id: lease.accountId,
    settings,
    clock,
    random,
    logger,
    klaviyo,
    rightOfWay,
    outbox,
    store,
    observe,
    plugins,
    formerPlugins: new Map(),
    single: createEndpoint("single", settings.singleQuota, settings.maxSingleInFlight),
    bulk: createEndpoint("bulk", settings.bulkQuota, settings.maxBulkInFlight),
    readers: { live: readerOf("live"), history: readerOf("history") },
    settler,
    mayDrive: options.mayDrive,
    isPluginKnown: options.isPluginKnown,
    abort: breakOff.signal,
    wake: () => alarmClock.ringNow(),
  };

  const reading = createLaneReading({
    account,
    stepSize,
    maxEventsInMemory: options.maxEventsInMemory,
    ringAt: alarmClock.ringAt,
  });

  function readerOf(lane: Lane): LaneReader {
    return readAccount(lane, {
      ...{ id: lease.accountId, plugins, outbox, settler, stepSize, rightOfWay, clock, logger },
      isStopped: () => isStopped,
      onRead: () => alarmClock.ringNow(),
    });
  }

  function track(request: Promise<void>): void {
    const done = request
      .catch((error: unknown) => logger.error({ err: error, account: account.id }, "A request could not be concluded"))
      .finally(() => inFlight.delete(done));
    inFlight.add(done);
  }

  /** Does all that can be done now, and sets the clock for the next time something can. */
  function act(): void {
    if (isStopped) return;
    const now = clock.monotonic();
    const wallClockAhead = clock.now() - now;
    if (wallClockAhead < latestWallClockAhead - CLOCK_SET_BACK_MS) {
      abandon();
      options.onClockSetBack();
      return;
    }
    latestWallClockAhead = wallClockAhead;
    if (!options.mayDrive()) {
      alarmClock.ringAt(now + LOOK_AGAIN_MS);
      return;
    }
    startDueProbes(account, now);
    reading.readMore(now);
    startRequests(account, now, track);
    noteLive(isLiveUnderWay(now));
    alarmClock.ringAt(nextWakeAt(account, now, reading.nextRescanAt));
  }

  let latestWallClockAhead = Number.NEGATIVE_INFINITY;

  /** It is read or can be sent; what waits for Klaviyo, or for its plugin, is held up by nothing here. */
  function isLiveUnderWay(now: number): boolean {
    return (
      account.readers.live.isReading ||
      (countUnsent(account.plugins.values(), "live") > 0 && account.single.hasRoom(now, 0))
    );
  }

  function noteLive(isUnderWay: boolean): void {
    if (isUnderWay) leaveWay ??= rightOfWay.enter();
    else {
      leaveWay?.();
      leaveWay = null;
    }
  }

  function abandon(): void {
    isStopped = true;
    noteLive(false);
    alarmClock.stop();
    settler.close();
    breakOff.abort();
  }

  return {
    expectMore() {
      reading.noteNews();
      if (!isStopped) noteLive(true);
      alarmClock.ringNow();
    },
    setPlugins(plugins) {
      // One after another, so that an older list never overwrites a newer one.
      loading = loading.catch(() => {}).then(() => (isStopped ? undefined : loadPlugins(account, outbox, plugins)));
      return loading;
    },
    async stop(drainMs) {
      isStopped = true;
      noteLive(false);
      alarmClock.stop();
      const timer = new AbortController();
      const drained = Promise.all(inFlight);
      await Promise.race([drained, clock.sleep(drainMs, timer.signal)]);
      timer.abort();
      breakOff.abort();
      await Promise.all(inFlight);
      const late = new AbortController();
      await Promise.race([settler.drained(), clock.sleep(SETTLE_LATE_MS, late.signal)]);
      late.abort();
      settler.close();
      await Promise.all(LANES.map((lane) => account.readers[lane].idle()));
    },
    abandon,
  };
}
