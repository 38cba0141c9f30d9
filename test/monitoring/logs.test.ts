import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { PEOPLE } from "../../src/demo/people.ts";
import { shopDay } from "../../src/demo/shop-day.ts";
import { readServiceNote } from "../../src/service-note.ts";
import { type FreshLocation, freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { until } from "../until.ts";

const ROOT = join(import.meta.dirname, "../..");
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const text = (form: RegExp) => fc.stringMatching(form);
const secretsOfDay = fc.record({
  mailboxes: fc.uniqueArray(text(/^[a-z]{8,12}(\.[a-z]{6,8})?(\+[a-z]{6})?$/), { minLength: 6, maxLength: 6 }),
  names: fc.uniqueArray(text(/^[A-Z][a-z]{9,12}$/), { minLength: 12, maxLength: 12 }),
  phones: fc.uniqueArray(text(/^\+4670[1-9][0-9]{6}$/), { minLength: 6, maxLength: 6 }),
  resetToken: text(/^[a-z0-9]{16,24}$/),
  giftCode: text(/^[A-Z0-9]{4}-[A-Z0-9]{8}$/),
  giftToken: text(/^[a-z0-9]{16,24}$/),
  privateKey: text(/^pk_[a-z0-9]{24,34}$/),
  adminToken: text(/^[A-Za-z0-9_-]{32,43}$/),
  encryptionKey: text(/^[0-9a-f]{64}$/),
});
type Secrets = typeof secretsOfDay extends fc.Arbitrary<infer Value> ? Value : never;

/** The shop day with the given persons, links and codes in place of its own. */
function dayWith(secrets: Secrets): unknown[] {
  const people = Object.values(PEOPLE);
  const replacements: [string, string][] = people.flatMap((person, index): [string, string][] => [
    [person.email, `${secrets.mailboxes[index]}@ascaro-shop.com`],
    [person.phone, secrets.phones[index] ?? ""],
    [`"${person.firstName}"`, `"${secrets.names[index]}"`],
    [`"${person.lastName}"`, `"${secrets.names[index + 6]}"`],
  ]);
  replacements.push(
    ["id=48&i=8a87c1", secrets.resetToken],
    ["FJALL-7Q2X-M4", secrets.giftCode],
    ["gift/7Q2X", `gift/${secrets.giftToken}`],
  );
  return shopDay(Date.now()).map(({ event }) => {
    let body = JSON.stringify({ specversion: "1.0", source: "/shops/test", ...event });
    for (const [own, secret] of replacements) body = body.replaceAll(own, secret);
    return JSON.parse(body);
  });
}

/** What must not be found anywhere in the log. */
function wordsOf(secrets: Secrets, pushKey: string): string[] {
  const { mailboxes, names, phones, ...rest } = secrets;
  return [...mailboxes, ...names, ...phones, ...Object.values(rest).map((word) => word.replace(/^pk_/, "")), pushKey];
}

async function runDay(
  location: FreshLocation["location"],
  secrets: Secrets,
): Promise<{ log: string; pushKey: string }> {
  const sandbox = await startKlaviyoSandbox({
    ...{ ingestionDelayMs: 0, limits: "off" },
    accounts: [{ id: "LOGS01", privateKeys: [{ key: secrets.privateKey, scopes: "all" }], preferredCurrency: "SEK" }],
  });
  closing.push(() => sandbox.close());
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-logs-"));
  closing.push(() => rm(dataDir, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(ROOT, "bin/centra-klaviyo.mjs"), "serve"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      ...{ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "trace", KLAVIYO_API_URL: sandbox.url },
      ...{ ADMIN_TOKEN: secrets.adminToken, ENCRYPTION_KEY: secrets.encryptionKey },
      ...("url" in location ? { DATABASE_URL: location.url } : {}),
    },
  });
  closing.push(() => end(child));
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(String(chunk)));
  await until("it listens", async () => (await readServiceNote(dataDir)) !== null);
  const url = (await readServiceNote(dataDir))?.url ?? "";

  const call = (path: string, token: string, body?: unknown) =>
    fetch(new URL(path, url), {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  const settings = { baseCurrency: "SEK", timeZone: "Europe/Stockholm" };
  const plugin = { id: "shop", name: "Shop", apiKey: "LOGS01", privateKey: secrets.privateKey, settings };
  await call("/v1/admin/plugins", secrets.adminToken, plugin);
  const added = await call("/v1/admin/plugins/shop/keys", secrets.adminToken, { name: "storefront" });
  const pushKey = z.object({ secret: z.string() }).parse(await added.json()).secret;

  // Klaviyo's own words and the way to it are where a secret may slip through.
  const [mailbox] = secrets.mailboxes;
  const echo = `${mailbox}@ascaro-shop.com ${secrets.giftCode} https://fjallform.com/${secrets.resetToken} is wrong`;
  sandbox.addScript({ metric: "Gift Certificate", uniqueId: "gc-77", answers: [{ status: 400, detail: echo }] });
  sandbox.addScript({ metric: "Confirmed Order", uniqueId: "10501", answers: [{ reset: "after-body" }] });
  sandbox.addScript({ metric: "Confirmed Order", uniqueId: "10502", answers: [{ status: 503, body: "html" }] });
  for (const event of dayWith(secrets)) await call("/v1/plugins/shop/events", pushKey, event);
  await call("/v1/plugins/shop/events", pushKey, `{"id": "half", "email": "${mailbox}@ascaro-shop.com"`);
  await call(`/v1/plugins/shop/events?email=${mailbox}@ascaro-shop.com`, `ck_${secrets.resetToken}`, {});
  await call(`/${mailbox}@ascaro-shop.com/${secrets.giftCode}`, pushKey);
  await call(`/v1/admin/events?email=${encodeURIComponent(`${mailbox}@ascaro-shop.com`)}`, secrets.adminToken);
  await call("/v1/admin/plugins/shop/test", secrets.adminToken, {});
  await until("all but the dead one are there", async () => {
    const answer = await call("/v1/admin/events?state=pending&limit=1", secrets.adminToken);
    return z.object({ events: z.array(z.unknown()) }).parse(await answer.json()).events.length === 0;
  });
  sandbox.changeKey({ key: secrets.privateKey, revoked: true });
  const [first] = dayWith(secrets);
  await call("/v1/plugins/shop/events", pushKey, { ...Object(first), id: "after", time: new Date().toISOString() });
  await call("/v1/plugins/shop/events", pushKey, JSON.stringify(first).replaceAll('"5001"', '"5002"'));
  await until("the plugin is paused", () => output.join("").includes("Plugin paused"));
  await end(child);
  return { log: output.join(""), pushKey };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

describe.each([
  ["SQLite", freshSqliteLocation, 2],
  ["PostgreSQL", freshPostgresLocation, 1],
] as const)("the log of a whole run on %s", (_engine, open, numRuns) => {
  test("has what an operator needs, and nothing that is private", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(secretsOfDay, async (secrets) => {
        const { location, remove } = await open();
        closing.push(remove);
        const { log, pushKey } = await runDay(location, secrets);
        expect(log).toContain('"route":"/v1/plugins/:plugin/events","status":202');
        expect(log).toContain('"msg":"Account taken"');
        const found = wordsOf(secrets, pushKey).filter((word) => log.toLowerCase().includes(word.toLowerCase()));
        expect(found).toEqual([]);
        expect(log).not.toMatch(/[\w.+]+@[\w-]+\.\w+|Bearer |postgres:\/\/[^[]*:[^[]*@/);
        for (const close of closing.splice(0).reverse()) await close();
      }),
      { numRuns, endOnFailure: true },
    );
  });
});
