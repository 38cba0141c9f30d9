import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { findOpenApiFile } from "../sandbox/klaviyo/openapi/find-openapi-file.ts";
import { DEMO_ACCOUNT, type SandboxOptions } from "../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../sandbox/klaviyo/server.ts";
import { openApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import type { PluginSettings } from "../src/plugins/plugin.ts";
import type { FreshLocation } from "./databases.ts";

export const PRIVATE_KEY = DEMO_ACCOUNT.privateKeys[0]?.key ?? "";

/** The service as `serve` runs it and the sandbox Klaviyo, with the plugin "shop" between them; every request is checked against Klaviyo's OpenAPI file. */
export async function startWholeService(
  location: FreshLocation["location"],
  { settings = {}, sandbox = {} }: { settings?: Partial<PluginSettings>; sandbox?: SandboxOptions } = {},
) {
  const openApiFile = findOpenApiFile();
  const klaviyo = await startKlaviyoSandbox({
    ingestionDelayMs: 0,
    ...(openApiFile === undefined ? {} : { validateOpenApi: openApiFile }),
    ...sandbox,
  });
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-service-"));
  const app = await openApp(
    readConfig({
      DATA_DIR: dataDir,
      PORT: "0",
      KLAVIYO_API_URL: klaviyo.url,
      LOG_LEVEL: "silent",
      ...("url" in location ? { DATABASE_URL: location.url } : {}),
    }),
    ["http", "delivery"],
  );
  const { url } = await app.start();
  onTestFinished(async () => {
    await app.stop();
    await klaviyo.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function call(path: string, method: string, token: string, body?: unknown) {
    const answer = await fetch(new URL(path, url ?? ""), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: answer.status === 204 ? null : ((await answer.json()) as unknown) };
  }

  const admin = (method: string, path: string, body?: unknown) =>
    call(`/v1/admin${path}`, method, app.localToken, body);
  const apiKey = sandbox.accounts?.[0]?.id ?? DEMO_ACCOUNT.id;
  const privateKey = sandbox.accounts?.[0]?.privateKeys[0]?.key ?? PRIVATE_KEY;
  await admin("POST", "/plugins", {
    id: "shop",
    name: "Shop",
    apiKey,
    privateKey,
    settings: { baseCurrency: "SEK", ...settings },
  });
  const added = await admin("POST", "/plugins/shop/keys", { name: "storefront" });
  const { secret } = z.object({ secret: z.string() }).parse(added.body);

  return {
    klaviyo,
    admin,
    push: (body: unknown) => call("/v1/plugins/shop/events", "POST", secret, body),
  };
}
