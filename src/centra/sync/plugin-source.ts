import type { Clock } from "../../clock.ts";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { Logger } from "../../observability/logger.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { SharedBudgets } from "../api/shared-budgets.ts";
import type { CentraTransport } from "../api/transport.ts";
import type { CentraConnection } from "../connection/connection.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { completeBaseline } from "./complete-baseline.ts";
import { CentraFailure } from "./failure.ts";
import { gatherChanges } from "./gather-changes.ts";
import type { EventSystem } from "./gather-events.ts";
import type { LookContext } from "./look-at-orders.ts";
import { isStale, type OpenedShop, openShop, recheckEvents } from "./open-shop.ts";
import { createPollMemory } from "./poll-changes.ts";
import type { ProblemStore } from "./problem-store.ts";
import type { ProgressStore } from "./progress-store.ts";
import type { CentraQueue } from "./queue.ts";
import type { CentraSession } from "./session.ts";
import type { ToldStore } from "./told-store.ts";
import { workOffBatch } from "./work-off.ts";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
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
  readonly budgets: SharedBudgets;
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

/**
 * Reads one plugin's shop, as long as `mayDrive`:
 *
 *     connect ──► baseline ──► gather (events or polling) ──► work off ──► wait for an interval or a webhook ──► gather …
 *
 * Whatever fails is said in the plugin's problems and tried again from where it was; what was gathered is durable.
 */
export function startPluginSource(parts: SourceParts, given: StorePlugin, mayDrive: () => boolean): PluginSource {
  const { connections, queue, problems, clock } = parts;
  const logger = parts.logger.child({ plugin: given.id });
  const stopping = new AbortController();
  const memory = createPollMemory();
  const loggedDeprecations = new Set<string>();
  let plugin = given;
  let isConnectionStale = true;
  let waking = new AbortController();
  let opened: OpenedShop | null = null;
  let notedEvents: EventSystem | null = null;
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
    const baseline = await completeBaseline(current.session, { ...parts, mayGoOn });
    const context: LookContext = {
      ...{ pluginId: given.id, session: current.session, baseline, told: parts.told },
      imageSize: plugin.settings.imageSize,
    };
    // What was gathered before does not wait because Centra does not tell what is new.
    const [gathered, worked] = await Promise.allSettled([
      gatherChanges(current, { ...parts, memory, mayGoOn }),
      workOff(context),
    ]);
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
    while (mayGoOn() && (await workOffBatch({ queue, problems, clock, logger, accept }, context)) > 0) failures = 0;
  }

  function mayGoOn(): boolean {
    return !stopping.signal.aborted && !isConnectionStale && mayDrive();
  }

  async function openCurrent(connection: CentraConnection): Promise<OpenedShop> {
    if (isConnectionStale || opened === null || isStale(opened, clock)) {
      if (isConnectionStale) await queue.hasten(given.id, clock.now());
      isConnectionStale = false;
      opened = null;
      opened = await openShop({ ...parts, logger }, connection, stopping.signal);
    } else {
      await recheckEvents(opened, clock);
    }
    await noteEvents(opened.events);
    return opened;
  }

  /** For whoever shows how the connection fares. */
  async function noteEvents(events: EventSystem): Promise<void> {
    if (events === notedEvents) return;
    await parts.progress.saveEventSystem(given.id, { isOn: events.isOn, reason: events.isOn ? "" : events.reason });
    notedEvents = events;
  }

  /** Each once in the life of the process. */
  function logDeprecations({ deprecations }: CentraSession): void {
    const news = [...deprecations].filter((words) => !loggedDeprecations.has(words));
    if (news.length === 0) return;
    for (const words of news) loggedDeprecations.add(words);
    logger.warn({ deprecations: news }, "Centra will take fields or permissions away that are used");
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
