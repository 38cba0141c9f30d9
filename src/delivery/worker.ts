import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import type { Lease, Leases, Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { PluginStore } from "../plugins/store.ts";
import type { RightOfWay } from "../right-of-way.ts";
import { type AccountDriver, startAccountDriver } from "./account-driver.ts";
import { startAlarmClock } from "./alarm-clock.ts";
import type { DeliveryListener } from "./delivery-events.ts";
import { DEFAULT_DELIVERY, type DeliverySettings } from "./delivery-settings.ts";
import { createHeldAccounts } from "./held-accounts.ts";
import { createPluginNews } from "./plugin-news.ts";
import { shareAccounts } from "./share-accounts.ts";

/** Each account may have at least this many events in memory: two full bulk requests and a page of live events. */
const LEAST_EVENTS_IN_MEMORY = 4_000;
/** By then a worker that is gone no longer counts among those that share the accounts. */
const AFTER_EXPIRY_MS = 200;
/** The plugins are read again this often even if no change was announced: announcements can get lost. */
const RELOAD_PLUGINS_EVERY_MS = 60_000;

interface WorkerOptions {
  readonly outbox: Outbox;
  readonly leases: Leases;
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly rightOfWay: RightOfWay;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly observe?: DeliveryListener;
  readonly settings?: Partial<DeliverySettings>;
  /** Starts what else the driver of an account does, for example reading from its plugins' shops. */
  readonly accompany?: (mayDrive: () => boolean) => Companion;
}

/** Runs beside an account's driver, as long as the account is held. */
export interface Companion {
  setPlugins(plugins: readonly StorePlugin[]): void;
  stop(): Promise<void>;
}

export interface Worker {
  start(): void;
  /** Drains what is in flight, breaks off what takes too long, gives the accounts back. Ends within 10 s by default. */
  stop(): Promise<void>;
}

/**
 * Drives a fair share of the accounts: all there are, divided by the workers that are there. A lease is renewed long before it runs
 * out; a worker that cannot renew stops sending by its own clock before another one may start. What is more than the share is given
 * back, so that a worker that joins gets its part.
 */
export function createWorker(options: WorkerOptions): Worker {
  const { outbox, leases, plugins, klaviyo, rightOfWay, clock, random, logger } = options;
  const observe = options.observe ?? (() => {});
  const settings = { ...DEFAULT_DELIVERY, ...options.settings };
  const holder = randomUUID();
  const held = createHeldAccounts({ leases, holder, ttlMs: settings.leaseTtlMs, clock });
  const drivers = new Map<string, AccountDriver>();
  const companions = new Map<string, Companion>();
  /** Accounts that are being given back. */
  const leaving = new Map<string, Promise<void>>();
  const listening: (() => void)[] = [];
  let isStopping = false;
  let arePluginsStale = true;
  const news = createPluginNews();
  let pluginsReadAt = Number.NEGATIVE_INFINITY;
  let round: Promise<void> | null = null;
  /** Beside the rounds: however long it takes, the leases are renewed. */
  let reading: Promise<void> | null = null;
  const alarmClock = startAlarmClock(clock, () => {
    round ??= takeRound().finally(() => {
      round = null;
    });
  });

  async function takeRound(): Promise<void> {
    const startedAt = clock.monotonic();
    try {
      for (const lease of await held.renew()) lose(lease);
      const workers = await takeShare();
      observe({ type: "leases_renewed", workers });
      if (startedAt - pluginsReadAt >= RELOAD_PLUGINS_EVERY_MS) arePluginsStale = true;
    } catch (error) {
      logger.warn({ err: error }, "The worker's leases could not be renewed or taken; it is tried again");
    }
    if (arePluginsStale && !isStopping) readPluginsSoon();
    alarmClock.ringAt(startedAt + settings.renewLeasesEveryMs);
  }

  /** Answers how many workers there are. */
  async function takeShare(): Promise<number> {
    const workers = await leases.announce({ holder, ttlMs: settings.leaseTtlMs });
    const accounts = await leases.overview();
    const staying = held.accountIds().filter((id) => !leaving.has(id));
    const { surplus, missing, othersRunOutInMs } = shareAccounts(holder, { accounts, workers, held: staying });
    for (const accountId of surplus) {
      leaving.set(
        accountId,
        giveBack(accountId).finally(() => leaving.delete(accountId)),
      );
    }
    // It is a holder in trouble, whose accounts must not wait for the next round.
    alarmClock.ringAt(clock.monotonic() + othersRunOutInMs + AFTER_EXPIRY_MS);
    if (isStopping || missing === 0) return workers;
    for (const lease of await held.acquire(missing)) drive(lease);
    return workers;
  }

  function drive(lease: Lease): void {
    drivers.get(lease.accountId)?.abandon();
    drivers.set(
      lease.accountId,
      startAccountDriver({
        lease,
        outbox,
        store: plugins,
        klaviyo,
        rightOfWay,
        clock,
        random,
        logger,
        observe,
        settings,
        mayDrive: () => held.mayDrive(lease),
        isPluginKnown: (pluginId) => !news.isUnread(pluginId),
        maxEventsInMemory: () =>
          Math.max(LEAST_EVENTS_IN_MEMORY, Math.floor(settings.maxEventsInMemory / Math.max(1, drivers.size))),
        onLost: () => lose(lease),
        onClockSetBack: () => {
          logger.warn({ account: lease.accountId }, "The clock was set back; the account is read anew");
          drive(lease);
          alarmClock.ringNow();
        },
      }),
    );
    void companions.get(lease.accountId)?.stop();
    if (options.accompany !== undefined)
      companions.set(
        lease.accountId,
        options.accompany(() => held.mayDrive(lease)),
      );
    arePluginsStale = true;
    logger.info({ account: lease.accountId, lease: lease.token }, "Account taken");
    observe({ type: "lease_changed", accountId: lease.accountId, change: "acquired" });
  }

  function lose(lease: Lease): void {
    const current = held.lease(lease.accountId);
    if (current !== undefined && current.token !== lease.token) return;
    held.forget(lease);
    drivers.get(lease.accountId)?.abandon();
    drivers.delete(lease.accountId);
    void companions.get(lease.accountId)?.stop();
    companions.delete(lease.accountId);
    logger.warn({ account: lease.accountId, lease: lease.token }, "Account lost: its lease ran out or was taken over");
    observe({ type: "lease_changed", accountId: lease.accountId, change: "lost" });
  }

  async function giveBack(accountId: string): Promise<void> {
    const lease = held.lease(accountId);
    await Promise.all([drivers.get(accountId)?.stop(settings.drainMs), companions.get(accountId)?.stop()]);
    drivers.delete(accountId);
    companions.delete(accountId);
    if (lease === undefined) return;
    await releaseLeases([lease]);
    observe({ type: "lease_changed", accountId, change: "released" });
  }

  async function releaseLeases(given: readonly Lease[]): Promise<void> {
    try {
      await held.release(given);
    } catch (error) {
      logger.warn({ err: error }, "Accounts could not be given back; others take them when the leases run out");
    }
  }

  /** While the last requests are under way their outcomes must still be written. */
  async function keepRenewing(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await held.renew().catch(() => {});
      await clock.sleep(settings.renewLeasesEveryMs, until);
    }
  }

  function readPluginsSoon(): void {
    reading ??= readPlugins()
      .catch((error: unknown) => {
        logger.warn({ err: error }, "The plugins could not be read; it is tried again");
        pluginsReadAt = Number.NEGATIVE_INFINITY;
      })
      .finally(() => {
        reading = null;
        // After a failure too: what stops the plugins from being read for one account must not stop the others for good.
        if (news.endReading()) for (const driver of drivers.values()) driver.expectMore();
        if (arePluginsStale) alarmClock.ringNow();
      });
  }

  async function readPlugins(): Promise<void> {
    const askedAt = clock.monotonic();
    arePluginsStale = false;
    news.beginReading();
    const stored = await plugins.list();
    pluginsReadAt = askedAt;
    const byAccount = Map.groupBy(stored, ({ apiKey }) => apiKey);
    for (const [accountId, companion] of companions) companion.setPlugins(byAccount.get(accountId) ?? []);
    const settled = await Promise.allSettled(
      [...drivers].map(([accountId, driver]) =>
        driver.setPlugins({ plugins: byAccount.get(accountId) ?? [], askedAt }),
      ),
    );
    const failed = settled.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  return {
    start() {
      listening.push(
        outbox.onPending((accountIds) => {
          for (const accountId of accountIds) drivers.get(accountId)?.expectMore();
        }),
        plugins.onChange((pluginId) => {
          arePluginsStale = true;
          news.note(pluginId);
          alarmClock.ringNow();
        }),
      );
      alarmClock.ringNow();
    },
    async stop() {
      isStopping = true;
      alarmClock.stop();
      for (const stopListening of listening.splice(0)) stopListening();
      await round;
      await reading;
      const isDrained = new AbortController();
      const renewing = keepRenewing(isDrained.signal);
      const stopped = [...drivers.values()].map((driver) => driver.stop(settings.drainMs));
      const left = [...companions.values()].map((companion) => companion.stop());
      await Promise.all([...leaving.values(), ...stopped, ...left]);
      isDrained.abort();
      await renewing;
      drivers.clear();
      companions.clear();
      const remaining = held.accountIds().flatMap((accountId) => held.lease(accountId) ?? []);
      await releaseLeases(remaining);
      await leases.withdraw(holder).catch(() => {});
      for (const { accountId } of remaining) observe({ type: "lease_changed", accountId, change: "released" });
    },
  };
}
