import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, expect } from "vitest";
import type { SandboxOptions } from "../../sandbox/klaviyo/options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import type { DeliveryEvent } from "../../src/delivery/delivery-events.ts";
import type { DeliverySettings } from "../../src/delivery/delivery-settings.ts";
import { createWorker, type Worker } from "../../src/delivery/worker.ts";
import { createKlaviyoClient, type KlaviyoClient } from "../../src/klaviyo/client.ts";
import type { TransportSettings } from "../../src/klaviyo/transport.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import { createLeases } from "../../src/outbox/leases.ts";
import type { Leases, NewEvent, Outbox } from "../../src/outbox/outbox.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import type { PluginStore } from "../../src/plugins/store.ts";
import { createRightOfWay } from "../../src/right-of-way.ts";
import type { OpenDatabase } from "../databases.ts";

export const ACCOUNT = "TEST01";
export const KEY = "pk_0123456789abcdef0123456789abcdef01";
export const PLUGIN = "shop";

const OPEN_API = join(import.meta.dirname, "../../../shared/reference/klaviyo-openapi-2026-07-15.json");

export interface Engine {
  readonly sandbox: KlaviyoSandbox;
  readonly outbox: Outbox;
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly worker: Worker;
  /** What the delivery told its observer. */
  readonly observed: readonly DeliveryEvent[];
  /** A second worker on the same database, with connections of its own to Klaviyo. */
  joinWorker(settings?: Partial<DeliverySettings>): Worker;
  push(events: readonly NewEvent[]): Promise<void>;
  readonly leases: Leases;
  /** Takes the account over, as another worker does after the lease ran out. */
  seize(): Promise<void>;
  /** As if every worker had stood still for longer than its leases live. */
  letLeasesRunOut(): Promise<void>;
  /** Stops everything; fails when a request departed from Klaviyo's OpenAPI file, where that is at hand. */
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly sandbox?: SandboxOptions;
  readonly settings?: Partial<DeliverySettings>;
  readonly transport?: Partial<TransportSettings>;
  /** What the worker sees of the plugins; default: all there is. */
  readonly showPlugins?: (plugins: PluginStore) => PluginStore;
  /** Default true. */
  readonly isStarted?: boolean;
}

/** Call it where the tests are defined: engines are closed after each test, before the databases that they work on. */
export function startsEngines(open: OpenDatabase): (options?: EngineOptions) => Promise<Engine> {
  const engines: Engine[] = [];
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
  });
  return async (options) => {
    const engine = await startEngine(await open(), options);
    engines.push(engine);
    return engine;
  };
}

/** The delivery with a real outbox, a real plugin store and the sandbox; one account, one plugin. */
async function startEngine(database: Database, options: EngineOptions = {}): Promise<Engine> {
  const sandbox = await startKlaviyoSandbox({
    accounts: [{ id: ACCOUNT, privateKeys: [{ key: KEY, scopes: "all" }], preferredCurrency: "SEK" }],
    ingestionDelayMs: 0,
    limits: "off",
    ...(existsSync(OPEN_API) ? { validateOpenApi: OPEN_API } : {}),
    ...options.sandbox,
  });
  const outbox = createOutbox({ database, clock: systemClock });
  const plugins = createPluginStore({ database, cipher: createCipher(randomBytes(32)), clock: systemClock });
  const leases = createLeases(database);
  const observed: DeliveryEvent[] = [];
  const klaviyo: KlaviyoClient[] = [];
  const workers: Worker[] = [];

  const connect = () => {
    const client = createKlaviyoClient({
      clock: systemClock,
      transport: { baseUrl: sandbox.url, ...options.transport },
    });
    klaviyo.push(client);
    return client;
  };
  const employ = (client: KlaviyoClient, settings: Partial<DeliverySettings>) => {
    const worker = createWorker({
      rightOfWay: createRightOfWay(systemClock),
      outbox,
      leases,
      plugins: options.showPlugins?.(plugins) ?? plugins,
      klaviyo: client,
      clock: systemClock,
      random: Math.random,
      logger: pino({ level: process.env.TEST_LOG ?? "silent" }),
      observe: (event) => observed.push(event),
      settings,
    });
    workers.push(worker);
    return worker;
  };

  await plugins.create({
    id: PLUGIN,
    name: "Shop",
    status: "active",
    apiKey: ACCOUNT,
    privateKey: KEY,
    settings: { baseCurrency: "SEK" },
  });
  const client = connect();
  const worker = employ(client, options.settings ?? {});
  if (options.isStarted !== false) worker.start();

  return {
    sandbox,
    outbox,
    plugins,
    klaviyo: client,
    worker,
    observed,
    joinWorker: (settings = options.settings ?? {}) => employ(connect(), settings),
    leases,
    async seize() {
      await database.kysely.updateTable("leases").set({ expires_at: 0 }).where("account_id", "=", ACCOUNT).execute();
      expect(await leases.acquire({ holder: "another", ttlMs: 60_000, limit: 1 })).toHaveLength(1);
    },
    async letLeasesRunOut() {
      await database.kysely.updateTable("leases").set({ expires_at: 0 }).execute();
    },
    async push(events) {
      await outbox.accept(events.map((event) => ({ events: [event], held: null })));
    },
    async close() {
      await Promise.all(workers.map((each) => each.stop()));
      await Promise.all(klaviyo.map((each) => each.close()));
      await sandbox.close();
      expect(sandbox.violations()).toEqual([]);
    },
  };
}

/** An event as intake makes them. */
export function makeEvent(
  id: string,
  given: Partial<NewEvent> & { readonly email?: string; readonly note?: string } = {},
): NewEvent {
  const { email = "anna@shop.se", note = "", ...fields } = given;
  const metric = fields.metric ?? "Placed Order";
  const body = {
    properties: { OrderId: id, ...(note === "" ? {} : { Note: note }) },
    time: "2026-07-15T10:00:00+02:00",
    value: 129.5,
    value_currency: "SEK",
    unique_id: id,
    metric: { data: { type: "metric", attributes: { name: metric } } },
  };
  return {
    pluginId: PLUGIN,
    accountId: ACCOUNT,
    lane: "live",
    metric,
    uniqueId: id,
    occurredAt: Date.parse(body.time),
    profileKey: email,
    orderNumber: id,
    commerceType: "order.placed",
    commerceSource: "test",
    commerceId: id,
    body: JSON.stringify(body),
    profile: JSON.stringify({ email, properties: { Language: "sv" } }),
    secrets: [],
    state: "pending",
    reason: null,
    ...fields,
  };
}
