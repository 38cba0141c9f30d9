import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { systemClock } from "../clock.ts";
import { createKlaviyoClient, type KlaviyoClient } from "./client.ts";
import { testConnection } from "./test-connection.ts";

const OPEN_API = join(import.meta.dirname, "../../../shared/reference/klaviyo-openapi-2026-07-15.json");
const FULL = "pk_full_0123456789abcdef";
const READER = "pk_reader_0123456789abcd";
const WRITER = "pk_writer_0123456789abcd";
const NOTHING = "pk_nothing_0123456789abc";

let sandbox: KlaviyoSandbox;
let klaviyo: KlaviyoClient;

beforeEach(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [
      {
        id: "SHOP01",
        organizationName: "Shop AB",
        preferredCurrency: "SEK",
        timezone: "Europe/Stockholm",
        privateKeys: [
          { key: FULL, scopes: "all" },
          { key: READER, scopes: ["accounts:read"] },
          { key: WRITER, scopes: ["events:write"] },
          { key: NOTHING, scopes: [] },
        ],
      },
    ],
    ingestionDelayMs: 0,
    ...(existsSync(OPEN_API) ? { validateOpenApi: OPEN_API } : {}),
  });
  klaviyo = createKlaviyoClient({ clock: systemClock, transport: { baseUrl: sandbox.url } });
});

afterEach(async () => {
  await klaviyo.close();
  await sandbox.close();
  expect(sandbox.violations()).toEqual([]);
});

const plugin = { privateKey: FULL, apiKey: "SHOP01", baseCurrency: "SEK" };

test("names the account, and leaves nothing behind in it", async () => {
  expect(await testConnection(klaviyo, plugin)).toEqual({
    ok: true,
    problems: [],
    account: {
      publicApiKey: "SHOP01",
      organizationName: "Shop AB",
      senderName: "Shop AB",
      senderEmail: "hello@shop.invalid",
      preferredCurrency: "SEK",
      timezone: "Europe/Stockholm",
    },
  });
  expect(sandbox.counts().accounts.SHOP01).toMatchObject({ accepted: 0, profiles: 0, byMetric: {} });
});

describe("says what is wrong and what to do", () => {
  test.each([
    ["an unknown key", { privateKey: "pk_unknown" }, ["klaviyo_key_refused"]],
    ["a key that may not write events", { privateKey: READER }, ["klaviyo_scope_missing"]],
    ["a key that may not read the account", { privateKey: WRITER }, ["klaviyo_scope_missing"]],
    ["a key without any scope", { privateKey: NOTHING }, ["klaviyo_scope_missing", "klaviyo_scope_missing"]],
    ["a key of another account", { apiKey: "OTHER1" }, ["klaviyo_account_mismatch"]],
  ])("%s", async (_name, given, codes) => {
    const result = await testConnection(klaviyo, { ...plugin, ...given });
    expect(result.ok).toBe(false);
    expect(result.problems.map(({ code }) => code)).toEqual(codes);
    for (const { severity, whatToDo } of result.problems) {
      expect(severity).toBe("error");
      expect(whatToDo).not.toBe("");
    }
    expect(JSON.stringify(result)).not.toMatch(/pk_[a-z]/);
  });

  test("the scope that is missing", async () => {
    const { problems } = await testConnection(klaviyo, { ...plugin, privateKey: NOTHING });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("accounts:read"),
      expect.stringContaining("events:write"),
    ]);
  });

  test("another currency is a warning", async () => {
    const result = await testConnection(klaviyo, { ...plugin, baseCurrency: "EUR" });
    expect(result).toMatchObject({ ok: true, problems: [{ code: "klaviyo_currency_differs", severity: "warning" }] });
  });

  test.each([
    ["a retired revision", { status: 410 }, "klaviyo_revision_gone"],
    ["too many tests", { status: 429, retryAfter: 30 }, "klaviyo_throttled"],
    ["a firewall", { status: 403, body: "html" }, "klaviyo_unexpected_answer"],
    ["an outage", { status: 503 }, "klaviyo_unexpected_answer"],
    ["half an answer", { status: 200, body: "truncated" }, "klaviyo_unexpected_answer"],
  ] as const)("%s", async (_name, action, code) => {
    sandbox.addFault({ match: { path: "/api/accounts" }, action });
    const { ok, problems } = await testConnection(klaviyo, plugin);
    expect(ok).toBe(false);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("nobody listens", async () => {
    await sandbox.stop();
    expect(await testConnection(klaviyo, plugin)).toMatchObject({
      ok: false,
      problems: [{ code: "klaviyo_unreachable" }],
    });
  });
});
