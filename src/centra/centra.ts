import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { Database } from "../database/database.ts";
import type { Logger } from "../observability/logger.ts";
import type { Cipher } from "../plugins/cipher.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { createSharedBudgets } from "./api/shared-budgets.ts";
import { createCentraTransport } from "./api/transport.ts";
import { type CentraState, readConnectionState } from "./connection/connection-state.ts";
import { type ConnectionStore, createConnectionStore } from "./connection/connection-store.ts";
import { createDoctor, type Doctor } from "./doctor/doctor.ts";
import { createOptionsReader, type OptionsReader } from "./doctor/read-options.ts";
import { type CentraHistory, createCentraHistory } from "./history/centra-history.ts";
import { type AccountSource, startAccountSource, wakeSource } from "./sync/centra-source.ts";
import { createProblemStore, type ProblemStore } from "./sync/problem-store.ts";
import { createProgressStore } from "./sync/progress-store.ts";
import { createCentraQueue } from "./sync/queue.ts";
import { createToldStore } from "./sync/told-store.ts";
import { createWebhookReceiver, type WebhookReceiver } from "./webhooks/receive-webhook.ts";

/** Centra as a source of commerce events. */
export interface Centra {
  readonly connections: ConnectionStore;
  readonly problems: ProblemStore;
  readonly examine: Doctor;
  readonly readOptions: OptionsReader;
  readonly receiveWebhook: WebhookReceiver;
  /** What is known of a plugin's connection without asking Centra; null when there is none. */
  state(pluginId: string): Promise<CentraState | null>;
  /** Whether the past is marked, so that what happens from now on is told. */
  isReading(pluginId: string): Promise<boolean>;
  /** A plugin's shop as the source of a historical export. */
  readonly openHistory: CentraHistory;
  /** Reads the shops of an account's plugins, for the one worker that drives it. */
  startAccountSource(mayDrive: () => boolean): AccountSource;
  close(): Promise<void>;
}

interface CentraParts {
  readonly database: Database;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Commits events of a plugin; resolves once they are durable. */
  readonly accept: (plugin: StorePlugin, events: readonly CommerceEvent[]) => Promise<void>;
  /** For a whole answer of Centra. */
  readonly totalTimeoutMs?: number;
}

export function createCentra({
  database,
  cipher,
  clock,
  logger,
  accept,
  totalTimeoutMs = 60_000,
}: CentraParts): Centra {
  const transport = createCentraTransport({ totalTimeoutMs });
  const budgets = createSharedBudgets(clock);
  const connections = createConnectionStore({ database, cipher, clock });
  const queue = createCentraQueue(database);
  const problems = createProblemStore(database);
  const progress = createProgressStore(database);
  const source = {
    ...{ database, connections, queue, problems, transport, budgets, clock, logger, accept },
    told: createToldStore(database),
    progress,
  };
  return {
    connections,
    problems,
    examine: createDoctor({ connections, transport, budgets, clock, queue, problems }),
    readOptions: createOptionsReader({ connections, transport, budgets, clock }),
    receiveWebhook: createWebhookReceiver({ connections, clock, wake: (pluginId) => wakeSource(database, pluginId) }),
    state: (pluginId) => readConnectionState(pluginId, { connections, problems, progress }),
    isReading: async (pluginId) => (await progress.baseline(pluginId))?.nextPage === null,
    openHistory: createCentraHistory({ connections, transport, budgets, clock }),
    startAccountSource: (mayDrive) => startAccountSource(source, mayDrive),
    close: () => transport.close(),
  };
}
