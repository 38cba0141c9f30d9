import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request as send } from "undici";
import { z } from "zod";
import { type CentraSandbox, startCentraSandbox } from "../../sandbox/centra/server.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { openApp } from "../app.ts";
import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { type DemoOwner, setDemoPassword } from "./demo-owner.ts";
import { BASE_CURRENCY } from "./people.ts";

const ACCOUNT = { id: "FJALL1", key: "pk_fjall_and_form_sandbox_only" };
const PREFERRED_PORTS = { service: 8080, klaviyo: 4010, centra: 4020 };
const WEBHOOK_SECRET = "whsec_of_the_demo";
const CONNECT_TIMEOUT_MS = 15_000;

/** The service between the sandboxes of Centra and Klaviyo, with one plugin, on a database that ends with the demo. */
export interface DemoService {
  readonly url: string;
  readonly klaviyo: KlaviyoSandbox;
  readonly centra: CentraSandbox;
  readonly plugin: string;
  readonly pushKey: string;
  /** Who signs in to the web app. */
  readonly owner: DemoOwner;
  push(event: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  admin(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startDemoService(): Promise<DemoService> {
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-demo-"));
  const klaviyo = await startKlaviyoSandbox({
    port: await freePort(PREFERRED_PORTS.klaviyo),
    ingestionDelayMs: 300,
    accounts: [
      {
        id: ACCOUNT.id,
        privateKeys: [{ key: ACCOUNT.key, scopes: "all" }],
        preferredCurrency: BASE_CURRENCY,
        timezone: "Europe/Stockholm",
        organizationName: "Fjäll & Form",
        address: "Sveavägen 9, 111 57 Stockholm",
        websiteUrl: "https://fjallform.com",
        senderEmail: "hello@fjallform.com",
        transactional: "granted",
      },
    ],
  });
  const centra = await startCentraSandbox({ port: await freePort(PREFERRED_PORTS.centra) });
  const app = await openApp(
    readConfig({
      DATA_DIR: dataDir,
      PORT: String(await freePort(PREFERRED_PORTS.service)),
      KLAVIYO_API_URL: klaviyo.url,
      LOG_LEVEL: "fatal",
    }),
    ["http", "delivery"],
  );
  const { url, ownerLink } = await app.start();
  if (url === null || ownerLink === null) throw new Error("The service listens nowhere.");
  const owner = await setDemoPassword(ownerLink);

  const call = async (method: "GET" | "POST" | "PUT", path: string, bearer: string, body?: unknown) => {
    const answer = await send(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: text === "" ? null : (JSON.parse(text) as unknown) };
  };
  const admin: DemoService["admin"] = async (method, path, body) => {
    const answer = await call(method, path, app.localToken, body);
    if (answer.status >= 400)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const plugin = z.object({ id: z.string() }).parse(
    await admin("POST", "/v1/admin/plugins", {
      name: "Fjäll & Form",
      apiKey: ACCOUNT.id,
      privateKey: ACCOUNT.key,
      settings: {
        baseCurrency: BASE_CURRENCY,
        languageFrom: "site_language",
        languages: ["en", "sv", "da", "de"],
        timeZone: "Europe/Stockholm",
        cartLink: "https://fjallform.com/abandoned-cart/{selection}",
        branding: {
          shopName: "Fjäll & Form",
          accentColor: "#2f4a3c",
          shopUrl: "https://fjallform.com",
          accountUrl: "https://fjallform.com/account",
          supportEmail: "hello@fjallform.com",
          returnsUrl: "https://fjallform.com/returns",
          termsUrl: "https://fjallform.com/terms",
          socialUrls: ["https://www.instagram.com/fjallform"],
          sender: "Fjäll & Form AB\nSveavägen 9, 111 57 Stockholm",
        },
      },
    }),
  ).id;
  const { secret } = z
    .object({ secret: z.string() })
    .parse(await admin("POST", `/v1/admin/plugins/${plugin}/keys`, { name: "demo storefront" }));

  await connectToCentra(centra, admin, { url, plugin });

  return {
    url,
    klaviyo,
    centra,
    plugin,
    pushKey: secret,
    owner,
    push: (event) => call("POST", `/v1/plugins/${plugin}/events`, secret, event),
    admin,
    async stop() {
      await app.stop();
      await Promise.all([klaviyo.close(), centra.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when what happens in Centra from now on is told. */
async function connectToCentra(
  centra: CentraSandbox,
  admin: DemoService["admin"],
  { url, plugin }: { readonly url: string; readonly plugin: string },
): Promise<void> {
  centra.setWebhook({ url: `${url}/webhooks/centra/${plugin}`, secret: WEBHOOK_SECRET });
  const path = `/v1/admin/plugins/${plugin}/centra`;
  await admin("PUT", path, { apiUrl: centra.url, token: centra.token, webhookSecret: WEBHOOK_SECRET });
  const deadline = systemClock.monotonic() + CONNECT_TIMEOUT_MS;
  while (!z.object({ isReading: z.boolean() }).parse(await admin("GET", path)).isReading) {
    if (systemClock.monotonic() > deadline) throw new Error("The plugin does not read from the sandbox Centra.");
    await systemClock.sleep(50);
  }
}

/** The preferred port, or 0 (any) when somebody else has it. */
function freePort(preferred: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(preferred, "127.0.0.1", () => probe.close(() => resolve(preferred)));
  });
}
