import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { CentraSandboxOptions } from "../../sandbox/centra/options.ts";
import { startCentraSandbox } from "../../sandbox/centra/server.ts";
import { createShop } from "../../sandbox/centra/simulator/create-shop.ts";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { type App, openApp } from "../../src/app.ts";
import { systemClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import type { FreshLocation } from "../databases.ts";
import { until } from "../delivery/until.ts";

export const WEBHOOK_SECRET = "whsec_for_the_test";
const PLUGIN = "shop";

export interface ConnectedShopOptions {
  readonly seed?: number;
  readonly centra?: CentraSandboxOptions;
  /** Of the connection. */
  readonly connection?: Readonly<Record<string, unknown>>;
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
    PORT: "0",
    KLAVIYO_API_URL: klaviyo.url,
    LOG_LEVEL: process.env.TEST_LOG ?? "silent",
    ADMIN_TOKEN: "an-admin-token-for-the-test",
    ...(options.location !== undefined && "url" in options.location ? { DATABASE_URL: options.location.url } : {}),
  };
  const shop = createShop({ seed: options.seed ?? 1, instance: centra.instance, clock: systemClock });
  let url = "";
  let app: App = await startService();

  async function startService(): Promise<App> {
    const opened = await openApp(readConfig(environment), ["http", "delivery"]);
    url = (await opened.start()).url ?? "";
    return opened;
  }

  async function admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(new URL(`/v1/admin${path}`, url), {
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
    settings: { baseCurrency: "SEK" },
  });

  return {
    ...{ centra, klaviyo, shop, admin, dataDir, environment },
    url: () => url,
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
    /** Stops the service and starts it anew on the same data. */
    async restart() {
      await app.stop();
      app = await startService();
    },
    async close() {
      await app.stop();
      await Promise.all([centra.close(), klaviyo.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type ConnectedShop = Awaited<ReturnType<typeof startConnectedShop>>;
