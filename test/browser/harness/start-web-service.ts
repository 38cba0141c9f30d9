import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { type CentraSandbox, startCentraSandbox } from "../../../sandbox/centra/server.ts";
import { DEMO_ACCOUNT } from "../../../sandbox/klaviyo/options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { type App, openApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";

export interface WebService {
  readonly url: string;
  /** The link of the first start, with which the owner sets the password. */
  readonly ownerLink: string;
  readonly app: App;
  readonly klaviyo: KlaviyoSandbox;
  readonly centra: CentraSandbox;
  /** Where files for exports are kept. */
  readonly exportsFolder: string;
  /** Asks the admin API with the admin token; throws what it refuses. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The plugin "shop" on the sandbox's Klaviyo account; answers its push key. */
  addShop(settings?: Record<string, unknown>): Promise<string>;
  /** Pushes events to "shop". */
  push(key: string, events: unknown): Promise<void>;
}

/** The service as `serve` runs it, between the sandboxes, on an empty SQLite; ends with the test. */
export async function startWebService(
  environment: Readonly<Record<string, string>> = {},
  extras: Parameters<typeof openApp>[2] = {},
): Promise<WebService> {
  const [klaviyo, centra] = await Promise.all([startKlaviyoSandbox({ ingestionDelayMs: 0 }), startCentraSandbox({})]);
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-browser-"));
  const app = await openApp(
    readConfig({
      ...{ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent", KLAVIYO_API_URL: klaviyo.url },
      ...environment,
    }),
    ["http", "delivery"],
    extras,
  );
  onTestFinished(async () => {
    await app.stop();
    await Promise.all([klaviyo.close(), centra.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });
  const { url, ownerLink } = await app.start();
  if (url === null || ownerLink === null) throw new Error("The service listens nowhere.");

  async function call(method: string, path: string, token: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(new URL(path, url ?? ""), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  }
  const admin: WebService["admin"] = (method, path, body) => call(method, `/v1/admin${path}`, app.localToken, body);

  return {
    ...{ url, ownerLink, app, klaviyo, centra, admin, exportsFolder: join(dataDir, "exports") },
    async addShop(settings = {}) {
      await admin("POST", "/plugins", {
        ...{ id: "shop", name: "Fjäll & Form", apiKey: DEMO_ACCOUNT.id, privateKey: DEMO_ACCOUNT.privateKeys[0]?.key },
        settings: { baseCurrency: "SEK", ...settings },
      });
      const added = await admin("POST", "/plugins/shop/keys", { name: "storefront" });
      return z.object({ secret: z.string() }).parse(added).secret;
    },
    async push(key, events) {
      await call("POST", "/v1/plugins/shop/events", key, events);
    },
  };
}
