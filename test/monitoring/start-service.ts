import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { openApp, type RunningPart } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { FreshLocation } from "../databases.ts";

type Location = FreshLocation["location"];

export async function startSandbox(): Promise<KlaviyoSandbox> {
  const klaviyo = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
  onTestFinished(() => klaviyo.close());
  return klaviyo;
}

/** The service as its commands run it, in this process; ends with the test. */
export async function startService(
  location: Location,
  parts: readonly RunningPart[],
  environment: Readonly<Record<string, string>>,
) {
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-monitoring-"));
  const app = await openApp(
    readConfig({
      ...{ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent", ENCRYPTION_KEY: "ab".repeat(32) },
      ...("url" in location ? { DATABASE_URL: location.url } : {}),
      ...environment,
    }),
    parts,
  );
  onTestFinished(async () => {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const { url, monitoringUrl } = await app.start();

  async function call(path: string, { token, body, headers = {}, method }: CallOptions = {}) {
    const answer = await fetch(new URL(path, url ?? monitoringUrl ?? "http://nowhere.invalid"), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  }
  const admin = (path: string, options: Omit<CallOptions, "token"> = {}) =>
    call(`/v1/admin${path}`, { ...options, token: app.localToken });

  return {
    ...{ url, monitoringUrl, call, admin },
    /** The plugin "shop" on the sandbox's account; answers its push key. */
    async addShop(settings: object = {}): Promise<string> {
      const [key] = DEMO_ACCOUNT.privateKeys;
      const plugin = { id: "shop", name: "Shop", apiKey: DEMO_ACCOUNT.id, privateKey: key?.key };
      await admin("/plugins", { body: { ...plugin, settings: { baseCurrency: "SEK", ...settings } } });
      const added = await admin("/plugins/shop/keys", { body: { name: "storefront" } });
      return z.object({ secret: z.string() }).parse(JSON.parse(added.text)).secret;
    },
    push: (key: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      call("/v1/plugins/shop/events", { token: key, body, headers }),
    async scrape(): Promise<string> {
      const answer = await call("/metrics", { token: app.localToken });
      if (answer.status !== 200) throw new Error(`/metrics was answered ${answer.status}: ${answer.text}`);
      return answer.text;
    },
    /** How many events there are in the state. */
    async countEvents(state: string): Promise<number> {
      const answer = await admin(`/events?state=${state}&limit=1000`);
      return z.object({ events: z.array(z.unknown()) }).parse(JSON.parse(answer.text)).events.length;
    },
  };
}

interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
