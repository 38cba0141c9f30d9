import type { Clock } from "../../clock.ts";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { Logger } from "../../observability/logger.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { CentraConnection } from "../connection/connection.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { CentraFailure } from "./failure.ts";
import { confirmEvents, type EventSystem, fetchEvents, setListeners } from "./gather-events.ts";
import type { LookContext } from "./look-at-orders.ts";
import { createPollMemory, pollChanges } from "./poll-changes.ts";
import type { ProblemStore } from "./problem-store.ts";
import type { Baseline, ProgressStore } from "./progress-store.ts";
import type { CentraQueue } from "./queue.ts";
import { type CentraSession, openSession } from "./session.ts";
import { markBaseline, readBaselinePage } from "./take-baseline.ts";
import type { ToldStore } from "./told-store.ts";
import { workOffBatch } from "./work-off.ts";

/** The schema, the limits and whether the event system is on are looked at again so often. */
const RENEW_SESSION_EVERY_MS = 3_600_000;
const RECHECK_EVENTS_EVERY_MS = 600_000;
/** Beside the event queue, changes are looked for by their time so often, should an event be missing. */
const RECONCILE_EVERY_MS = 900_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** As long as no event has come, the event system may be silent: then changes are looked for every so many intervals. */
const INTERVALS_WITHOUT_EVENTS = 4;
/** Calls to wake up within this time count as one. */
const BETWEEN_WAKES_MS = 500;
const FAILURES_UNTIL_NEW_SESSION = 4;
const NOTHING_TO_DO_MS = 60_000;
const NOT_DRIVEN_MS = 1_000;

export interface SourceParts {
  readonly connections: ConnectionStore;
  readonly queue: CentraQueue;
  readonly told: ToldStore;
  readonly problems: ProblemStore;
  readonly progress: ProgressStore;
  readonly transport: CentraTransport;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Commits events of a plugin; resolves once they are durable. */
  readonly accept: (plugin: StorePlugin, events: readonly CommerceEvent[]) => Promise<void>;
}

export interface PluginSource {
  /** Something may have happened in Centra. */
  wake(): void;
  /** The plugin's settings or its connection may be other ones. */
  renew(plugin: StorePlugin): void;
  stop(): Promise<void>;
}

interface Opened {
  readonly session: CentraSession;
  /** Monotonic milliseconds. */
  readonly at: number;
  events: EventSystem;
  eventsAt: number;
  /** Whether the queue has ever had one. */
  hasEvents: boolean;
}

/**
 * Reads one plugin's shop, as long as `mayDrive`:
 *
 *     connect ──► baseline ──► gather (events or polling) ──► work off ──► wait for an interval or a webhook ──► gather …
 *
 * Whatever fails is said in the plugin's problems and tried again from where it was; what was gathered is durable.
 */
export function startPluginSource(parts: SourceParts, given: StorePlugin, mayDrive: () => boolean): PluginSource {
  const { connections, progress, queue, problems, clock } = parts;
  const logger = parts.logger.child({ plugin: given.id });
  const stopping = new AbortController();
  const memory = createPollMemory();
  const loggedDeprecations = new Set<string>();
  let plugin = given;
  let isConnectionStale = true;
  let waking = new AbortController();
  let opened: Opened | null = null;
  let polledAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let hasConnectionProblem = true;

  const loop = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await takeRound();
        if (failures > 0 || hasConnectionProblem) await problems.clear(given.id, [""]);
        failures = 0;
        hasConnectionProblem = false;
      } catch (error) {
        if (stopping.signal.aborted) return;
        waitMs = await noteFailure(error);
      }
      await clock.sleep(waitMs, AbortSignal.any([stopping.signal, waking.signal]));
      if (waking.signal.aborted) await clock.sleep(BETWEEN_WAKES_MS, stopping.signal);
      waking = new AbortController();
    }
  }

  /** Answers how long nothing is to be done, unless something wakes it. */
  async function takeRound(): Promise<number> {
    const connection = await connections.find(given.id);
    if (connection === null || plugin.status !== "active") {
      opened = null;
      return NOTHING_TO_DO_MS;
    }
    if (!mayDrive()) return NOT_DRIVEN_MS;
    const current = await openCurrent(connection);
    const baseline = await completeBaseline(current.session);
    const context: LookContext = {
      ...{ pluginId: given.id, session: current.session, baseline, told: parts.told },
      imageSize: plugin.settings.imageSize,
    };
    // What was gathered before does not wait because Centra does not tell what is new.
    const [gathered, worked] = await Promise.allSettled([gather(current), workOff(context)]);
    if (gathered.status === "rejected") throw gathered.reason;
    if (worked.status === "rejected") throw worked.reason;
    await workOff(context);
    logDeprecations(current.session);
    const dueAt = await queue.nextDueAt(given.id);
    const dueInMs = dueAt === null ? Number.POSITIVE_INFINITY : Math.max(FIRST_RETRY_MS, dueAt - clock.now());
    return Math.min(connection.settings.pollIntervalSeconds * 1_000, dueInMs);
  }

  async function workOff(context: LookContext): Promise<void> {
    const accept = (events: readonly CommerceEvent[]) => parts.accept(plugin, events);
    while (mayGoOn() && (await workOffBatch({ queue, problems, clock, accept }, context)) > 0) failures = 0;
  }

  function mayGoOn(): boolean {
    return !stopping.signal.aborted && !isConnectionStale && mayDrive();
  }

  async function openCurrent(connection: CentraConnection) {
    const now = clock.monotonic();
    if (isConnectionStale || opened === null || now - opened.at > RENEW_SESSION_EVERY_MS) {
      isConnectionStale = false;
      opened = null;
      const { token } = await connections.credentials(given.id);
      const session = await openSession({
        ...{ transport: parts.transport, clock, connection, token, signal: stopping.signal },
      });
      const events = await setListeners(session);
      opened = { session, at: now, events, eventsAt: now, hasEvents: false };
      logOpened(session, events);
    } else if (!opened.events.isOn && now - opened.eventsAt > RECHECK_EVENTS_EVERY_MS) {
      opened.events = await setListeners(opened.session);
      opened.eventsAt = now;
      // What happened between the last look and the listeners was queued nowhere.
      if (opened.events.isOn) polledAt = Number.NEGATIVE_INFINITY;
    }
    return opened;
  }

  function logOpened({ questions }: CentraSession, events: EventSystem): void {
    logger.info(
      {
        events: events.isOn ? "event queue" : `polling, since ${events.reason}`,
        lost: questions.lost.map(({ lost }) => lost),
      },
      "Connected to Centra",
    );
  }

  /** Each once in the life of the process. */
  function logDeprecations({ deprecations }: CentraSession): void {
    const news = [...deprecations].filter((words) => !loggedDeprecations.has(words));
    if (news.length === 0) return;
    for (const words of news) loggedDeprecations.add(words);
    logger.warn({ deprecations: news }, "Centra will take fields or permissions away that are used");
  }

  /** The first time: what is newest is marked, and the open orders are read; from where it was, should it be broken off. */
  async function completeBaseline(session: CentraSession): Promise<Baseline> {
    let baseline = await progress.baseline(given.id);
    if (baseline === null) {
      baseline = await markBaseline(session);
      await progress.saveBaseline(given.id, baseline);
      const { orderChangedAt: at, voucherId } = baseline;
      await progress.saveCursors(given.id, {
        ...{ orders: at, shipments: at, customers: at, returns: at, payments: at, voucherId },
      });
    }
    while (baseline.nextPage !== null && !stopping.signal.aborted) {
      const page = await readBaselinePage(session, baseline);
      await parts.told.write(given.id, "order", page.told, clock.now());
      await queue.add(
        given.id,
        page.changed.map((reference) => ({ kind: "order", reference })),
        clock.now(),
      );
      baseline = { ...baseline, nextPage: page.isLast ? null : baseline.nextPage + 1 };
      await progress.saveBaseline(given.id, baseline);
    }
    return baseline;
  }

  /** Puts what has changed into the queue, durably, before Centra is told that it was taken. */
  async function gather(current: Opened): Promise<void> {
    while (current.events.isOn && mayGoOn()) {
      const { ids, references, isLast } = await fetchEvents(current.session);
      current.hasEvents ||= ids.length > 0;
      await queue.add(given.id, references, clock.now());
      await confirmEvents(current.session, ids);
      if (isLast) break;
    }
    if (clock.monotonic() - polledAt < pollIntervalMs(current) || !mayGoOn()) return;
    await pollChanges(current.session, await progress.cursors(given.id), memory, async (references, cursors) => {
      await queue.add(given.id, references, clock.now());
      await progress.saveCursors(given.id, cursors);
    });
    polledAt = clock.monotonic();
  }

  function pollIntervalMs({ events, hasEvents, session }: Opened): number {
    if (!events.isOn) return 0;
    if (hasEvents) return RECONCILE_EVERY_MS;
    return session.connection.settings.pollIntervalSeconds * 1_000 * INTERVALS_WITHOUT_EVENTS;
  }

  async function noteFailure(error: unknown): Promise<number> {
    failures += 1;
    hasConnectionProblem = true;
    const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(10, failures - 1));
    if (!(error instanceof CentraFailure)) {
      logger.warn({ err: error }, "Reading from Centra broke off; it is tried again");
      return waitMs;
    }
    // The schema may have lost a field, or the event system may have been turned off.
    if (error.code === "query_refused" || failures % FAILURES_UNTIL_NEW_SESSION === 0) opened = null;
    logger.warn({ code: error.code, status: error.failed.status }, error.message);
    if (error.code === "rate_limited") return FIRST_RETRY_MS;
    const problem = { code: error.code, reference: "", message: error.message };
    await problems.note(given.id, [problem], clock.now()).catch((reason: unknown) => {
      logger.warn({ err: reason }, "A problem with Centra could not be noted");
    });
    return waitMs;
  }

  return {
    wake: () => waking.abort(),
    renew(changed) {
      plugin = changed;
      isConnectionStale = true;
      waking.abort();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
