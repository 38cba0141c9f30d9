import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { sampleCustomer, sampleEvent, sampleOrder } from "../../src/commerce/samples.ts";
import { type FreshLocation, freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { until } from "../until.ts";
import { figureOf, parsePrometheusText } from "./prometheus-text.ts";
import { startSandbox, startService } from "./start-service.ts";

const TOKEN = "metrics-token-of-the-test";
const removals: FreshLocation["remove"][] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function fresh(open: () => Promise<FreshLocation>): Promise<FreshLocation["location"]> {
  const { location, remove } = await open();
  removals.push(remove);
  return location;
}

function account(id: string) {
  const customer = { ...sampleCustomer, id, email: `customer-${id}@ascaro-shop.com` };
  return sampleEvent("customer.created", { customer }, { id: `created-${id}` });
}

describe.each([
  ["SQLite", freshSqliteLocation],
  ["PostgreSQL", freshPostgresLocation],
] as const)("/metrics on %s", (_engine, open) => {
  test("after known traffic it tells exactly that", async () => {
    const klaviyo = await startSandbox();
    const service = await startService(await fresh(open), ["http", "delivery"], { KLAVIYO_API_URL: klaviyo.url });
    const key = await service.addShop({ disabledMetrics: ["Ordered Product"] });
    const refused = { metric: "Created Account", uniqueId: "refused" };
    klaviyo.addScript({ ...refused, answers: [{ status: 400, pointer: "/data/attributes/time" }] });
    klaviyo.addScript({ metric: "Created Account", uniqueId: "late", answers: [{ status: 503 }, { status: 503 }] });

    const unknownRate = { ...sampleOrder, number: "held", baseCurrency: "DKK", currency: "DKK", conversionRate: "1" };
    const statuses = [
      await service.push(key, account("1")),
      await service.push(key, account("1")),
      await service.push(key, [account("2"), { id: "no event" }, account("3")]),
      await service.push(key, [account("refused"), account("late")]),
      await service.push(key, sampleEvent("order.placed", { order: sampleOrder })),
      await service.push(key, sampleEvent("order.placed", { order: unknownRate }, { id: "held" })),
      await service.push(key, { id: "no event either" }),
      await service.push("ck_not_a_key_of_this_shop", account("4")),
    ].map(({ status }) => status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 422, 401]);
    await until("all is settled", async () => (await service.countEvents("pending")) === 0);

    const text = await service.scrape();
    const shop = { plugin: "shop" };
    const push = { method: "POST", route: "/v1/plugins/:plugin/events" };
    const single = { account: "DEMO42", endpoint: "single", lane: "live" };
    const figures: [name: string, labels: Record<string, string>, value: number | undefined][] = [
      ["centra_klaviyo_commerce_events_total", { ...shop, lane: "live", result: "accepted" }, 6],
      ["centra_klaviyo_commerce_events_total", { ...shop, lane: "live", result: "duplicate" }, 1],
      ["centra_klaviyo_commerce_events_total", { ...shop, lane: "live", result: "held" }, 1],
      ["centra_klaviyo_metrics_skipped_total", { ...shop, reason: "metric_disabled" }, 1],
      ["centra_klaviyo_push_items_refused_total", shop, 2],
      ["centra_klaviyo_push_commit_latency_seconds_count", { lane: "live" }, 6],
      ["centra_klaviyo_http_requests_total", { ...push, status: "202" }, 6],
      ["centra_klaviyo_http_requests_total", { ...push, status: "422" }, 1],
      ["centra_klaviyo_http_requests_total", { ...push, status: "401" }, 1],
      ["centra_klaviyo_http_request_duration_seconds_count", { route: push.route }, 8],
      ["centra_klaviyo_events_delivered_total", { ...shop, lane: "live" }, 5],
      ["centra_klaviyo_acceptance_latency_seconds_count", { lane: "live" }, 5],
      ["centra_klaviyo_events_retried_total", { ...shop, lane: "live", cause: "klaviyo_unavailable" }, 2],
      ["centra_klaviyo_events_dead_total", { ...shop, lane: "live" }, 1],
      ["centra_klaviyo_requests_total", { ...single, result: "202" }, 5],
      ["centra_klaviyo_requests_total", { ...single, result: "503" }, 2],
      ["centra_klaviyo_requests_total", { ...single, result: "400" }, 1],
      ["centra_klaviyo_request_duration_seconds_count", { endpoint: "single" }, 8],
      ["centra_klaviyo_endpoint_state", { account: "DEMO42", endpoint: "single" }, 0],
      ["centra_klaviyo_pending_events", { ...shop, account: "DEMO42", lane: "live" }, 0],
      ["centra_klaviyo_pending_events", { ...shop, account: "DEMO42", lane: "history" }, 0],
      ["centra_klaviyo_oldest_pending_seconds", { ...shop, lane: "live" }, 0],
      ["centra_klaviyo_dead_events", shop, 1],
      ["centra_klaviyo_skipped_events", shop, 1],
      ["centra_klaviyo_held_events", shop, 1],
      ["centra_klaviyo_plugin_alarm", {}, undefined],
      ["centra_klaviyo_lease_changes_total", { change: "acquired" }, 1],
      ["centra_klaviyo_accounts_driven", {}, 1],
      ["centra_klaviyo_accounts", { driven: "yes" }, 1],
      ["centra_klaviyo_accounts", { driven: "no" }, 0],
      ["centra_klaviyo_workers", {}, 1],
    ];
    expect(figures.map(([name, labels]) => [name, labels, figureOf(text, name, labels)])).toEqual(figures);
    const durations: [name: string, labels: Record<string, string>][] = [
      ["centra_klaviyo_push_commit_latency_seconds_sum", { lane: "live" }],
      ["centra_klaviyo_acceptance_latency_seconds_sum", { lane: "live" }],
      ["centra_klaviyo_request_duration_seconds_sum", { endpoint: "single" }],
      ["centra_klaviyo_http_request_duration_seconds_sum", { route: push.route }],
    ];
    for (const [name, labels] of durations) expect(figureOf(text, name, labels), name).toBeGreaterThan(0);
    const used = figureOf(text, "centra_klaviyo_rate_window_used", { account: "DEMO42", endpoint: "single" }) ?? 0;
    expect(used, "of this minute; the first requests may have been made in the one before").toBeGreaterThan(0);
    expect(used).toBeLessThanOrEqual(8);
    expect(figureOf(text, "centra_klaviyo_rate_window_limit", { endpoint: "single" })).toBeGreaterThan(used);
    expect(text).not.toMatch(/@|customer-|GIFT|created-/);
  });

  test("what waits while Klaviyo is away is shown, with its age and the alarm", async () => {
    const klaviyo = await startSandbox();
    const service = await startService(await fresh(open), ["http", "delivery"], { KLAVIYO_API_URL: klaviyo.url });
    const key = await service.addShop();
    klaviyo.changeKey({ key: "pk_demo42_local_sandbox_only", revoked: true });
    await service.push(key, [account("1"), account("2"), account("3")]);
    const labels = { account: "DEMO42", plugin: "shop", lane: "live" };
    await until("the alarm is shown", async () => {
      const text = await service.scrape();
      return figureOf(text, "centra_klaviyo_plugin_alarm", { plugin: "shop", code: "klaviyo_key_refused" }) === 1;
    });
    const text = await service.scrape();
    expect(figureOf(text, "centra_klaviyo_pending_events", labels)).toBe(3);
    expect(figureOf(text, "centra_klaviyo_oldest_pending_seconds", labels)).toBeGreaterThan(0);
    expect(figureOf(text, "centra_klaviyo_plugin_pauses_total", { plugin: "shop", code: "klaviyo_key_refused" })).toBe(
      1,
    );
    expect(figureOf(text, "centra_klaviyo_events_dead_total")).toBeUndefined();
  });
});

test("in a fleet each account is shown once: by its worker, and before there is one by who takes events", async () => {
  const klaviyo = await startSandbox();
  const location = await fresh(freshPostgresLocation);
  const taker = await startService(location, ["http"], { KLAVIYO_API_URL: klaviyo.url });
  const key = await taker.addShop();
  await taker.push(key, account("1"));
  const pending = { account: "DEMO42", lane: "live" };
  const alone = await taker.scrape();
  expect(figureOf(alone, "centra_klaviyo_pending_events", pending)).toBe(1);
  expect(figureOf(alone, "centra_klaviyo_accounts", { driven: "no" })).toBe(1);

  const worker = await startService(location, ["delivery"], {
    ...{ KLAVIYO_API_URL: klaviyo.url, WORKER_PORT: "0", METRICS_TOKEN: TOKEN },
  });
  const scrapeWorker = async () => (await worker.call("/metrics", { token: TOKEN })).text;
  await until("the worker shows it", async () => {
    const text = await scrapeWorker();
    return (
      figureOf(text, "centra_klaviyo_pending_events", pending) === 0 &&
      figureOf(text, "centra_klaviyo_events_delivered_total", { plugin: "shop" }) === 1
    );
  });
  await until("the other one does not any more", async () => {
    const text = await taker.scrape();
    return (
      figureOf(text, "centra_klaviyo_pending_events", pending) === undefined &&
      figureOf(text, "centra_klaviyo_accounts", { driven: "yes" }) === 1
    );
  });
});

describe("who may read /metrics", () => {
  const open = async (environment: Readonly<Record<string, string>>) =>
    startService(await fresh(freshSqliteLocation), ["http", "delivery"], environment);
  const admin = "admin-token-of-the-test-service";

  test.each([
    ["nobody without a token", {}, undefined, 401],
    ["the administrator", {}, admin, 200],
    ["nobody with another token", {}, "another-token-than-that", 401],
    ["who has the metrics token", { METRICS_TOKEN: TOKEN }, TOKEN, 200],
    ["the administrator beside it", { METRICS_TOKEN: TOKEN }, admin, 200],
    ["nobody with another than both", { METRICS_TOKEN: TOKEN }, "another-token-than-that", 401],
    ["everybody, when it is public", { METRICS_PUBLIC: "true" }, undefined, 200],
  ] as const)("%s", async (_who, environment, token, status) => {
    const service = await open({ ADMIN_TOKEN: admin, ...environment });
    const answer = await service.call("/metrics", token === undefined ? {} : { token });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.type).toContain("text/plain; version=0.0.4");
    else expect(answer.type).toContain("application/problem+json");
  });

  test("the metrics token opens nothing else", async () => {
    const service = await open({ METRICS_TOKEN: TOKEN });
    expect((await service.call("/v1/admin/status", { token: TOKEN })).status).toBe(401);
  });
});

test("every metric of ours is explained in docs/operations.md, and none that is not there", async () => {
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {});
  const names = [...parsePrometheusText(await service.scrape()).keys()].filter((name) => name.startsWith("centra_"));
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const explained = [...page.matchAll(/^\| `(centra_klaviyo_\w+)/gm)].map((match) => match[1]);
  expect([...explained].sort()).toEqual([...names].sort());
});

test("alerts and documents name only figures that there are", async () => {
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {});
  const families = parsePrometheusText(await service.scrape());
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const texts = ["docs/delivery.md", "docs/operations.md", "deploy/prometheus-alerts.yaml"].map(read).join("\n");
  const named = [...texts.matchAll(/\b(?:centra_klaviyo|nodejs|process)_[a-z0-9_]+\b/g)].map(([name]) => name);
  const isThere = (name: string) => families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, ""));
  expect(new Set(named.filter((name) => !isThere(name)))).toEqual(new Set());
});

/** Labels by figure, as docs/operations.md names them; those of every series are Prometheus' own. */
function documentedLabels(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const rows = page.matchAll(/^\| `(centra_klaviyo_\w+)` \| \w+(?:: ([\w, ]+))? \|/gm);
  return new Map([...rows].map(([, name = "", labels = ""]) => [name, labels.split(", ")]));
}

test("alerts select and group by labels that their figures have, and are the ones that the documents explain", () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const rule = z.object({ alert: z.string(), expr: z.string() });
  const groups = z.object({ groups: z.array(z.object({ rules: z.array(rule) })) });
  const rules = groups.parse(parse(read("deploy/prometheus-alerts.yaml"))).groups.flatMap((group) => group.rules);
  const labels = documentedLabels();
  for (const { alert, expr } of rules) {
    const selectors = [...expr.matchAll(/(centra_klaviyo_\w+)(?:\{([^}]*)\})?/g)];
    for (const [, name = "", selected = ""] of selectors) {
      const wanted = [...selected.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, label]) => label);
      const grouped = [...expr.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, list = ""]) => list.split(", "));
      expect(labels.get(name), `${alert}: ${name}`).toEqual(expect.arrayContaining([...wanted, ...grouped]));
    }
  }
  const inOneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
  const explained = [...read("docs/delivery.md").matchAll(/^\| [\w' ]+ \| `((?:max|sum|increase)\b[^`]+)` \|/gm)];
  const ofOurs = rules.filter(({ expr }) => expr.includes("centra_klaviyo_"));
  expect(explained.map(([, expr = ""]) => expr).toSorted()).toEqual(
    ofOurs.map(({ expr }) => inOneLine(expr)).toSorted(),
  );
});
