import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { CentraSandboxOptions } from "../../sandbox/centra/options.ts";
import { startCentraSandbox } from "../../sandbox/centra/server.ts";
import { createShop, type ShopOptions } from "../../sandbox/centra/simulator/create-shop.ts";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { openApp } from "../../src/app.ts";
import { systemClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import type { FreshLocation } from "../databases.ts";
import { findFreePort } from "../faults/harness/free-port.ts";
import { spawnService } from "../faults/harness/service-process.ts";
import { until } from "../until.ts";

export const WEBHOOK_SECRET = "whsec_for_the_test";
const PLUGIN = "shop";

export interface ConnectedShopOptions {
  readonly seed?: number;
  readonly centra?: CentraSandboxOptions;
  /** When it began, and who comes. */
  readonly shop?: Partial<Omit<ShopOptions, "instance" | "clock">>;
  /** Of the plugin; default: Stockholm's. */
  readonly timeZone?: string;
  /** Of the connection. */
  readonly connection?: Readonly<Record<string, unknown>>;
  /** The service as a process of its own, which can be killed. */
  readonly ownProcess?: boolean;
  /** After which a question that Centra does not answer is given up; default 20. */
  readonly timeoutSeconds?: number;
  /** False: it takes events and answers, and workers of the test's own read and deliver. */
  readonly delivers?: false;
  /** PostgreSQL, instead of a file. */
  readonly location?: FreshLocation["location"];
}

/** A simulated shop in the sandbox Centra, the service as `serve` runs it, and the sandbox Klaviyo. */
export async function startConnectedShop(options: ConnectedShopOptions = {}) {
  const klaviyo = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
  const centra = await startCentraSandbox({ plan: "enterprise", ...options.centra });
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-centra-"));
  const environment = {
    DATA_DIR: dataDir,
    PORT: String(options.ownProcess ? await findFreePort() : 0),
    KLAVIYO_API_URL: klaviyo.url,
    CENTRA_TIMEOUT_SECONDS: String(options.timeoutSeconds ?? 20),
    LOG_LEVEL: process.env.TEST_LOG ?? "silent",
    ADMIN_TOKEN: "an-admin-token-for-the-test",
    ...(options.location !== undefined && "url" in options.location ? { DATABASE_URL: options.location.url } : {}),
  };
  const shop = createShop({
    seed: options.seed ?? 1,
    ...options.shop,
    ...{ instance: centra.instance, clock: systemClock },
  });
  const startService = options.ownProcess ? () => spawnOwn(environment) : () => openHere(environment, options.delivers);
  let service = await startService();

  async function admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(new URL(`/v1/admin${path}`, service.url), {
      method,
      headers: {
        authorization: `Bearer ${environment.ADMIN_TOKEN}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  }

  await admin("POST", "/plugins", {
    id: PLUGIN,
    name: "Shop",
    apiKey: DEMO_ACCOUNT.id,
    privateKey: DEMO_ACCOUNT.privateKeys[0]?.key,
    settings: { baseCurrency: "SEK", timeZone: options.timeZone ?? "Europe/Stockholm" },
  });

  return {
    ...{ centra, klaviyo, shop, admin, dataDir, environment },
    url: () => service.url,
    /** Connects, and waits until what happens from now on is told. */
    async connect() {
      await admin("PUT", `/plugins/${PLUGIN}/centra`, {
        apiUrl: centra.url,
        token: centra.token,
        webhookSecret: WEBHOOK_SECRET,
        pollIntervalSeconds: 1,
        ...options.connection,
      });
      await until("the shop is read", async () => {
        const { body } = await admin("GET", `/plugins/${PLUGIN}/centra`);
        return z.object({ isReading: z.boolean() }).parse(body).isReading;
      });
    },
    /** Stops the service, or kills it, and starts it anew on the same data. */
    async restart(how: "stop" | "kill" = "stop") {
      await service[how]();
      service = await startService();
    },
    async close() {
      await service.stop();
      await Promise.all([centra.close(), klaviyo.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface RunningService {
  readonly url: string;
  stop(): Promise<unknown>;
  kill(): Promise<unknown>;
}

async function openHere(environment: Readonly<Record<string, string>>, delivers = true): Promise<RunningService> {
  const app = await openApp(readConfig(environment), delivers ? ["http", "delivery"] : ["http"]);
  const { url } = await app.start();
  const kill = () => Promise.reject(new Error("Only a service in a process of its own can be killed."));
  return { url: url ?? "", stop: () => app.stop(), kill };
}

async function spawnOwn(environment: Readonly<Record<string, string>>): Promise<RunningService> {
  const service = spawnService({ command: ["serve"], environment });
  const url = `http://127.0.0.1:${environment.PORT}`;
  await until("the service listens", async () => {
    if (!service.isRunning) throw new Error(`The service has ended: ${service.output().slice(-2_000)}`);
    return fetch(`${url}/v1/admin/plugins`).then(
      () => true,
      () => false,
    );
  });
  return { url, stop: service.stop, kill: service.kill };
}

export type ConnectedShop = Awaited<ReturnType<typeof startConnectedShop>>;
