import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { SandboxOptions } from "../../../sandbox/klaviyo/options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { until } from "../../until.ts";
import { findFreePort } from "./free-port.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Tally } from "./scenario.ts";
import { createServiceApi, type ServiceApi } from "./service-api.ts";
import { type ServiceOptions, type ServiceProcess, spawnService } from "./service-process.ts";
import { createShop, type Shop } from "./shop.ts";
import { takeStock } from "./take-stock.ts";

export interface StageOptions {
  /** PostgreSQL; without it, SQLite in the stage's directory. */
  readonly databaseUrl?: string;
  /** Default: no rate limits, events can be read at once. */
  readonly sandbox?: SandboxOptions;
  /** For every process of the stage, beside what it needs. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the first process, which has to take events; default `["serve"]`. */
  readonly command?: readonly string[];
  /** Klaviyo accounts, each with a plugin and a shop; default 1. */
  readonly accounts?: number;
}

/** A sandbox Klaviyo in this process, the real service in its own on a fixed port, and shops that push to it. */
export interface Stage {
  readonly sandbox: KlaviyoSandbox;
  /** Of the services: database file, key file, service note. */
  readonly dataDir: string;
  readonly api: ServiceApi;
  readonly ledger: Ledger;
  readonly shops: readonly Shop[];
  /** The first shop. */
  readonly shop: Shop;
  /** The process that takes events; after `restart` the new one. */
  readonly service: ServiceProcess;
  /** Starts the first process's command again, after its end, and waits until it can take events. */
  restart(options?: Partial<ServiceOptions>): Promise<void>;
  /** Starts a further process, for example `{command: ["worker"]}`, with the stage's environment; does not wait for it. */
  spawn(options: Partial<ServiceOptions> & Pick<ServiceOptions, "command">): ServiceProcess;
  /** Events that Klaviyo has recorded; cheap to ask for. */
  readonly arrivedCount: number;
  /** Resolves when nothing is pending in the service and Klaviyo has processed what it took; throws after `withinMs`. */
  settled(withinMs: number): Promise<void>;
  /** Compares what was accepted with what Klaviyo has and what is dead. The service has to run. */
  tally(): Promise<Tally>;
  close(): Promise<void>;
}

const ADMIN_TOKEN = "admin-token-of-the-fault-tests";
const READY_WITHIN_MS = 90_000;

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const accounts = Array.from({ length: options.accounts ?? 1 }, (_, index) => ({
    id: `F${String(index + 1).padStart(5, "0")}`,
    key: composeKey(),
    spareKey: composeKey(),
  }));
  const sandbox = await startKlaviyoSandbox({
    limits: "off",
    ingestionDelayMs: 0,
    accounts: accounts.map(({ id, key, spareKey }) => ({
      id,
      privateKeys: [key, spareKey].map((each) => ({ key: each, scopes: ["accounts:read", "events:write"] })),
      preferredCurrency: "SEK",
    })),
    ...options.sandbox,
  });
  const directory = mkdtempSync(join(tmpdir(), "centra-klaviyo-faults-"));
  const dataDir = join(directory, "data");
  const port = await findFreePort();
  const environment = {
    PORT: String(port),
    DATA_DIR: dataDir,
    KLAVIYO_API_URL: sandbox.url,
    ADMIN_TOKEN,
    ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    ...options.environment,
  };
  const command = options.command ?? ["serve"];
  const api = createServiceApi(`http://127.0.0.1:${port}`, ADMIN_TOKEN);
  const ledger = createLedger();
  const shops: Shop[] = [];
  const processes: ServiceProcess[] = [];

  const spawn: Stage["spawn"] = (given) => {
    const service = spawnService({ ...given, environment: { ...environment, ...given.environment } });
    processes.push(service);
    return service;
  };
  let service = spawn({ command });

  const close = async () => {
    for (const each of shops) each.close();
    await Promise.all(processes.map((each) => each.kill()));
    await api.close();
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  };
  const isReady = async () => {
    if (!service.isRunning) throw new Error(`The service ended by itself:\n${service.output().slice(-4_000)}`);
    return (await api.tryCall("GET", "/readyz", { bearer: "" }))?.status === 200;
  };

  try {
    await until("the service can take events", isReady, READY_WITHIN_MS);
    for (const { id, key, spareKey } of accounts) {
      shops.push(createShop({ ...(await setUp(api, id, key)), spareKey, api, ledger }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const [shop] = shops;
  if (shop === undefined) throw new Error("A stage needs an account.");

  return {
    sandbox,
    dataDir,
    api,
    ledger,
    shops,
    shop,
    get service() {
      return service;
    },
    async restart(given = {}) {
      await service.exited;
      service = spawn({ command, ...given });
      await until("the service can take events again", isReady, READY_WITHIN_MS);
    },
    spawn,
    get arrivedCount() {
      return Object.values(sandbox.counts().accounts).reduce((sum, { recorded }) => sum + recorded, 0);
    },
    async settled(withinMs) {
      const hasNothingPending = async () => {
        if (!service.isRunning) throw new Error(`The service ended by itself:\n${service.output().slice(-4_000)}`);
        const answer = await api.tryCall("GET", "/v1/admin/events?state=pending&limit=1", { bearer: ADMIN_TOKEN });
        if (answer?.status !== 200) return false;
        return z.object({ events: z.array(z.unknown()) }).parse(answer.body).events.length === 0;
      };
      await until("nothing is pending", hasNothingPending, withinMs);
      // Klaviyo takes a moment between its 202 and the event being there.
      const isWaiting = () => Object.values(sandbox.counts().accounts).some(({ waiting }) => waiting > 0);
      await until("Klaviyo has processed everything", () => !isWaiting(), withinMs);
    },
    async tally() {
      return takeStock({
        ledger,
        recorded: sandbox.events(),
        dead: await api.listEvents("dead"),
        accountOf: (pluginId) => shops.find((each) => each.pluginId === pluginId)?.account ?? "",
      });
    },
    close,
  };
}

function composeKey(): string {
  return `pk_${randomBytes(17).toString("hex")}`;
}

async function setUp(api: ServiceApi, account: string, privateKey: string) {
  const pluginId = account.toLowerCase();
  await api.admin("POST", "/v1/admin/plugins", {
    id: pluginId,
    name: account,
    apiKey: account,
    privateKey,
    settings: { baseCurrency: "SEK" },
  });
  const added = await api.admin("POST", `/v1/admin/plugins/${pluginId}/keys`, { name: "shop" });
  const { secret } = z.object({ secret: z.string() }).parse(added);
  return { pluginId, account, privateKey, pushKey: secret };
}
