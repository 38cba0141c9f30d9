import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { createCentra } from "./centra/centra.ts";
import { createChangeLog } from "./changes/change-log.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { createBackUps } from "./database/back-ups.ts";
import { checkWritable } from "./database/check-writable.ts";
import { type Database, openDatabase } from "./database/database.ts";
import { migrate, requireMigrated } from "./database/migrate.ts";
import { createRetention } from "./delivery/retention.ts";
import { type Companion, createWorker } from "./delivery/worker.ts";
import { createEmails } from "./emails/emails.ts";
import { createProvisioning } from "./emails/provisioning/provisioning.ts";
import { createHistory } from "./history/history.ts";
import { openAdminToken } from "./http/admin/admin-token.ts";
import type { DemoStarter } from "./http/admin/demo.ts";
import { metricsReaders } from "./http/monitoring/metrics-access.ts";
import { createMonitoringServer } from "./http/monitoring/monitoring-server.ts";
import { createHttpServer } from "./http/server.ts";
import { passwordUrl } from "./http/sign-in/password-url.ts";
import { WEB_APP_FOLDER } from "./http/web-app/routes.ts";
import { createHeldRelease } from "./intake/held-release.ts";
import { createIntake } from "./intake/intake.ts";
import { createRecentEvents } from "./intake/recent-events.ts";
import { createKlaviyoClient } from "./klaviyo/client.ts";
import { openMonitoring } from "./monitoring.ts";
import { createLogger, type Logger } from "./observability/logger.ts";
import { createOutbox } from "./outbox/create-outbox.ts";
import { createFirstRefunds } from "./outbox/first-refunds.ts";
import { createLeases } from "./outbox/leases.ts";
import { createCipher } from "./plugins/cipher.ts";
import { createPluginStore } from "./plugins/create-plugin-store.ts";
import { readOrCreateKeyFile } from "./plugins/key-file.ts";
import { createRightOfWay } from "./right-of-way.ts";
import { removeServiceNote, writeServiceNote } from "./service-note.ts";
import { createUsers } from "./users/create-users.ts";

/** http: takes events and answers the admin API. delivery: drives accounts. One process does both by default. */
export type RunningPart = "http" | "delivery";

interface Started {
  /** Of the API; null when this process takes no events. */
  readonly url: string | null;
  /** Of a worker's health and metrics; null when it listens nowhere. */
  readonly monitoringUrl: string | null;
  readonly newAdminToken: string | null;
  /** With which the owner sets the password; null once that is done, and when this process serves no web app. */
  readonly ownerLink: string | null;
}

export interface App {
  readonly http: FastifyInstance;
  /** Passes as admin token, for this process and commands on this machine. */
  readonly localToken: string;
  /** Listens and delivers, as far as the parts say. */
  start(): Promise<Started>;
  /** Takes nothing new, finishes what is in flight (10 s at most), closes the database. */
  stop(): Promise<void>;
}

/** Delivery in processes of its own needs a database that several processes can share. */
export class SharedDatabaseNeededError extends Error {
  readonly code = "shared_database_needed";
  constructor() {
    super(
      "Taking events and delivering them in separate processes needs PostgreSQL: set DATABASE_URL, or run `serve` alone.",
    );
  }
}

/** What the service can do for a browser on the same machine; see `startDemo` of the admin API. */
interface AppExtras {
  readonly startDemo?: DemoStarter;
}

/** Builds every part of the service from the configuration. Throws what a part cannot start with. */
export async function openApp(config: Config, parts: readonly RunningPart[], extras: AppExtras = {}): Promise<App> {
  if (config.databaseUrl === null && parts.length === 1) throw new SharedDatabaseNeededError();
  return buildApp(config, parts, createLogger({ level: config.logLevel }), extras);
}

/** The service without listening and delivering, for commands while none is running. */
export async function openOfflineApp(config: Config): Promise<App> {
  const app = await buildApp(config, [], createLogger({ level: "silent" }));
  await app.http.ready();
  return app;
}

/** Brings the database to this version's schema; answers the names of the steps taken. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const database = await openConfiguredDatabase(config, createLogger({ level: "warn" }));
  try {
    return await migrate(database);
  } finally {
    await database.close();
  }
}

async function buildApp(
  config: Config,
  parts: readonly RunningPart[],
  logger: Logger,
  extras: AppExtras = {},
): Promise<App> {
  const clock = systemClock;
  const localToken = `at_${randomBytes(32).toString("base64url")}`;
  const database = await openConfiguredDatabase(config, logger);
  try {
    if (parts.includes("http") || parts.length === 0) await migrate(database);
    else await requireMigrated(database);
    const encryptionKey = config.encryptionKey ?? (await readOrCreateKeyFile(join(config.dataDir, "encryption.key")));
    const cipher = createCipher(encryptionKey);
    const rightOfWay = createRightOfWay(clock);
    const plugins = createPluginStore({ database, cipher, clock, nextTurn: rightOfWay.wait });
    const users = createUsers({ database, clock });
    const outbox = createOutbox({ database, clock });
    const firstRefunds = createFirstRefunds(database);
    const klaviyo = createKlaviyoClient({
      clock,
      transport: { baseUrl: config.klaviyoApiUrl, totalTimeoutMs: config.klaviyoTimeoutMs },
    });
    const version = await readVersion();
    const takesEvents = parts.includes("http");
    const monitoring = await openMonitoring({ config, database, clock, logger, version, takesEvents });
    const heldRelease = createHeldRelease({ outbox, firstRefunds, plugins, clock, logger });
    const { registry, tracing } = monitoring;
    const keepDays = config.retention.deliveredDays;
    const recentEvents = createRecentEvents({ database, clock, logger, keepDays });
    const observe = monitoring.observeIntake;
    const intake = createIntake({ outbox, firstRefunds, clock, rightOfWay, tracing, observe, recentEvents });
    const centra = createCentra({
      ...{ database, cipher, clock, logger, totalTimeoutMs: config.centraTimeoutMs },
      accept: async (plugin, events) => void (await intake.accept(plugin, events, { lane: "live" })),
    });
    const history = createHistory({
      ...{ database, plugins, outbox, klaviyo, nextTurn: rightOfWay.wait, clock, logger, random: Math.random },
      accept: async ({ plugin, events, ...told }) =>
        void (await intake.accept(plugin, events, { lane: "history", ...told })),
      openShop: centra.openHistory,
      uploadsFolder: join(config.dataDir, "exports"),
    });
    const provisioning = createProvisioning({
      ...{ database, plugins, clock, logger },
      transport: { baseUrl: config.klaviyoApiUrl, totalTimeoutMs: config.klaviyoTimeoutMs },
    });
    const worker = createWorker({
      outbox,
      leases: createLeases(database),
      plugins,
      klaviyo,
      rightOfWay,
      clock,
      logger,
      random: Math.random,
      observe: monitoring.observeDelivery,
      accompany: (mayDrive) => together([centra.startAccountSource(mayDrive), history.startAccountExports(mayDrive)]),
    });
    const retention = createRetention({ outbox, clock, logger, ...config.retention });
    const adminToken = await openAdminToken(database, {
      configured: config.adminToken,
      localToken,
      mayMake: parts.includes("http"),
    });
    const metrics = { registry, isReaderToken: metricsReaders({ ...config.metrics, ...adminToken }) };
    const http = createHttpServer({
      ...extras,
      intake,
      recentEvents,
      centra,
      emails: createEmails({ database, outbox, clock }),
      provisioning,
      history,
      backUps: createBackUps({ database, folder: join(config.dataDir, "backups"), clock }),
      ...{ outbox, heldRelease, changes: createChangeLog(database, clock) },
      queues: monitoring.queues,
      accountHealth: monitoring.accountHealthStore,
      plugins,
      klaviyo,
      isAdminToken: adminToken.isAdminToken,
      users,
      publicOrigin: config.publicOrigin,
      trustedProxies: config.trustedProxies,
      checkReadiness: () => checkWritable(database),
      logger,
      clock,
      version,
      metrics,
      tracing,
      observe: monitoring.observeHttp,
      webAppFolder: WEB_APP_FOLDER,
    });
    const workerServer = createMonitoringServer({ metrics, readiness: monitoring.workerReadiness, logger, clock });

    return {
      http,
      localToken,
      async start() {
        const { host, port, workerPort } = config;
        recentEvents.start();
        if (takesEvents) void history.removeAbandonedFiles();
        const url = takesEvents ? await http.listen({ host, port }) : null;
        const monitoringUrl =
          takesEvents || workerPort === null ? null : await workerServer.listen({ host, port: workerPort });
        if (parts.includes("delivery")) {
          worker.start();
          monitoring.accountHealth.start();
          retention.start();
        }
        if (url === null) return { url, monitoringUrl, newAdminToken: null, ownerLink: null };
        heldRelease.start();
        await writeServiceNote(config.dataDir, { url, token: localToken, pid: process.pid });
        const link = await users.makeFirstLink();
        const ownerLink = link === null ? null : passwordUrl(config.publicOrigin ?? url, link);
        return { url, monitoringUrl, newAdminToken: adminToken.newToken, ownerLink };
      },
      async stop() {
        if (takesEvents) await removeServiceNote(config.dataDir);
        await http.close();
        await provisioning.stop();
        await Promise.all([...[heldRelease.stop(), retention.stop(), worker.stop(), monitoring.accountHealth.stop()]]);
        await recentEvents.stop();
        await Promise.all([klaviyo.close(), centra.close(), workerServer.close(), monitoring.tracing.close()]);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function together(companions: readonly Companion[]): Companion {
  return {
    setPlugins: (plugins) => {
      for (const companion of companions) companion.setPlugins(plugins);
    },
    stop: async () => void (await Promise.all(companions.map((companion) => companion.stop()))),
  };
}

async function openConfiguredDatabase(config: Config, logger: Logger): Promise<Database> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const location =
    config.databaseUrl === null ? { path: join(config.dataDir, "centra-klaviyo.sqlite") } : { url: config.databaseUrl };
  return openDatabase({ location, clock: systemClock, logger });
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
