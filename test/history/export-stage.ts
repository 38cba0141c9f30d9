import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, expect } from "vitest";
import type { SandboxOptions } from "../../sandbox/klaviyo/options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import type { DeliverySettings } from "../../src/delivery/delivery-settings.ts";
import { createWorker, type Worker } from "../../src/delivery/worker.ts";
import type { FileFormat } from "../../src/history/file/file-format.ts";
import { createHistory, type History } from "../../src/history/history.ts";
import type { OpenHistorySource } from "../../src/history/history-source.ts";
import { createIntake, type Intake } from "../../src/intake/intake.ts";
import { createKlaviyoClient } from "../../src/klaviyo/client.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import { createFirstRefunds } from "../../src/outbox/first-refunds.ts";
import { createLeases } from "../../src/outbox/leases.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import type { PluginSettings } from "../../src/plugins/plugin.ts";
import type { PluginStore } from "../../src/plugins/store.ts";
import { createRightOfWay } from "../../src/right-of-way.ts";
import type { OpenDatabase } from "../databases.ts";
import { until } from "../until.ts";
import type { ExpectedMetric, MadeCustomer } from "./make-shop.ts";

export const PLUGIN = "shop";
const ACCOUNT = "TEST01";
const KEY = "pk_0123456789abcdef0123456789abcdef01";
const OPEN_API = join(import.meta.dirname, "../../../shared/reference/klaviyo-openapi-2026-07-15.json");

export interface StageOptions {
  readonly openShop?: OpenHistorySource;
  readonly settings?: Partial<PluginSettings>;
  readonly sandbox?: SandboxOptions;
  readonly maxBacklog?: number;
  /** Stands before the real outbox, for faults. */
  readonly wrapOutbox?: (outbox: Outbox) => Outbox;
  readonly delivery?: Partial<DeliverySettings>;
  /** Default true. */
  readonly isStarted?: boolean;
}

export interface ExportStage {
  readonly database: Database;
  readonly sandbox: KlaviyoSandbox;
  readonly history: History;
  readonly plugins: PluginStore;
  readonly outbox: Outbox;
  readonly intake: Intake;
  /** Of a worker's own; the first one is started with the stage. */
  employ(): Worker;
  readonly worker: Worker;
  status(): ReturnType<History["status"]>;
  untilStatus(status: string): Promise<void>;
  /** Uploads the lines in pieces; answers the file's name. */
  upload(lines: readonly string[], format?: FileFormat): Promise<string>;
}

/** Call it where the tests are defined: stages are closed after each test. */
export function opensStages(open: OpenDatabase): (options?: StageOptions) => Promise<ExportStage> {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return async (options = {}) => {
    const folder = await mkdtemp(join(tmpdir(), "centra-klaviyo-export-"));
    closing.push(() => rm(folder, { recursive: true }));
    return openStage(await open(), join(folder, "exports"), options, closing);
  };
}

/** Real parts between a database and the sandbox Klaviyo: plugin store, intake, outbox, history, and workers that drive them. */
async function openStage(
  database: Database,
  uploadsFolder: string,
  options: StageOptions,
  closing: (() => Promise<void>)[],
): Promise<ExportStage> {
  const clock = systemClock;
  const logger = pino({ level: process.env.TEST_LOG ?? "silent" });
  const sandbox = await startKlaviyoSandbox({
    accounts: [{ id: ACCOUNT, privateKeys: [{ key: KEY, scopes: "all" }], preferredCurrency: "SEK" }],
    ...{ ingestionDelayMs: 0, limits: "off" },
    ...(existsSync(OPEN_API) ? { validateOpenApi: OPEN_API } : {}),
    ...options.sandbox,
  });
  const realOutbox = createOutbox({ database, clock });
  const outbox = options.wrapOutbox?.(realOutbox) ?? realOutbox;
  const plugins = createPluginStore({ database, cipher: createCipher(randomBytes(32)), clock });
  const klaviyo = createKlaviyoClient({ clock, transport: { baseUrl: sandbox.url } });
  const intake = createIntake({ outbox, firstRefunds: createFirstRefunds(database), clock });
  const rightOfWay = createRightOfWay(systemClock);
  const history = createHistory({
    ...{
      database,
      plugins,
      outbox,
      klaviyo,
      clock,
      logger,
      random: Math.random,
      uploadsFolder,
      nextTurn: rightOfWay.wait,
    },
    accept: async ({ plugin, events, ...told }) =>
      void (await intake.accept(plugin, events, { lane: "history", ...told })),
    openShop: options.openShop ?? (async () => null),
    ...(options.maxBacklog === undefined ? {} : { maxBacklog: options.maxBacklog }),
  });
  await plugins.create({
    ...{ id: PLUGIN, name: "Shop", apiKey: ACCOUNT, privateKey: KEY },
    settings: { baseCurrency: "SEK", ...options.settings },
  });
  const workers: Worker[] = [];
  const employ = () => {
    const worker = createWorker({
      rightOfWay,
      ...{ outbox: realOutbox, leases: createLeases(database), plugins, klaviyo, clock, logger, random: Math.random },
      accompany: history.startAccountExports,
      // The backlogs of these tests are smaller than a request, so that waiting for a full one would be in vain.
      settings: { gatherHistoryMs: 0, ...options.delivery },
    });
    workers.push(worker);
    return worker;
  };
  const worker = employ();
  if (options.isStarted !== false) worker.start();
  closing.push(async () => {
    await Promise.all(workers.map((each) => each.stop()));
    await klaviyo.close();
    await sandbox.close();
    expect(sandbox.violations()).toEqual([]);
  });
  const status = () => history.status(PLUGIN);
  return {
    ...{ database, sandbox, history, plugins, outbox, intake, worker, employ, status },
    untilStatus: (wanted) => until(`the export is ${wanted}`, async () => (await status()).status === wanted),
    async upload(lines, format = "ndjson") {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const file = await history.uploads.create(format);
      for (let offset = 0; offset < bytes.length; ) {
        offset = await history.uploads.append(file, offset, bytes.subarray(offset, offset + 100_000));
      }
      return file;
    },
  };
}

const SHOWN_DIFFERENCES = 20;

/** Everything that the customers' orders amount to is in Klaviyo: each once, with its time and amount, as backfill; and nothing else. */
export function expectExactly(sandbox: KlaviyoSandbox, customers: Iterable<Pick<MadeCustomer, "expected">>): void {
  const arrived = new Map<string, string>();
  const differences: string[] = [];
  for (const event of sandbox.events()) {
    const key = keyOf(event);
    if (arrived.has(key)) differences.push(`${key} is there twice`);
    const { CustomerCurrency: currency, GrossPaidPriceInCustomerCurrency: amount } = event.properties;
    arrived.set(key, lineOf({ ...event, currency, amount }));
  }
  for (const { expected } of customers)
    for (const one of expected) {
      const key = keyOf(one);
      const wanted = lineOf({ ...one, backfill: true });
      const found = arrived.get(key);
      if (found !== wanted) differences.push(`${key}: ${found ?? "nothing"} instead of ${wanted}`);
      arrived.delete(key);
    }
  for (const key of arrived.keys()) differences.push(`${key} should not be there`);
  expect({ count: differences.length, first: differences.slice(0, SHOWN_DIFFERENCES) }).toEqual({
    count: 0,
    first: [],
  });
}

function keyOf({ metric, uniqueId }: Pick<ExpectedMetric, "metric" | "uniqueId">): string {
  return `${metric} ${uniqueId}`;
}

function lineOf(event: {
  readonly email: string | null;
  readonly time: string;
  readonly currency: unknown;
  readonly amount: unknown;
  readonly backfill: boolean;
}): string {
  return JSON.stringify([event.email, Date.parse(event.time), event.currency, Number(event.amount), event.backfill]);
}

/** Klaviyo's profile of each customer is as their newest order has it. */
export function expectNewestProfiles(
  sandbox: KlaviyoSandbox,
  customers: Iterable<Pick<MadeCustomer, "email" | "newestStreet">>,
): void {
  const streets = new Map(sandbox.profiles().map(({ attributes, location }) => [attributes.email, location.address1]));
  const outdated: string[] = [];
  for (const { email, newestStreet } of customers)
    if (newestStreet !== null && streets.get(email) !== newestStreet)
      outdated.push(`${email}: ${streets.get(email)} instead of ${newestStreet}`);
  expect(outdated.slice(0, SHOWN_DIFFERENCES)).toEqual([]);
}
