import { afterEach, expect, test, vi } from "vitest";
import { sampleCustomer, sampleEvent } from "../../src/commerce/samples.ts";
import { type FreshLocation, freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { until } from "../until.ts";
import { type CollectedSpan, startCollector } from "./otlp-collector.ts";
import { startSandbox, startService } from "./start-service.ts";

const CALLER = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };
const PUSH = "POST /v1/plugins/:plugin/events";

const removals: FreshLocation["remove"][] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const remove of removals.splice(0)) await remove();
});

async function fresh(open: () => Promise<FreshLocation>): Promise<FreshLocation["location"]> {
  const { location, remove } = await open();
  removals.push(remove);
  return location;
}

/** Spans are sent in batches; the test does not wait five seconds for one. */
function sendAtOnce(): void {
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "20");
}

function account(id: string) {
  const customer = { ...sampleCustomer, id, email: `customer-${id}@ascaro-shop.com` };
  return sampleEvent("customer.created", { customer }, { id: `created-${id}` });
}

/** Names from the root of the trace to the span. */
function lineage(spans: readonly CollectedSpan[], span: CollectedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent === undefined ? [] : lineage(spans, parent)), span.name];
}

test("one trace leads from the caller through the push, in one process, to Klaviyo's answer, in another", async () => {
  sendAtOnce();
  const [collector, klaviyo, location] = [
    await startCollector(),
    await startSandbox(),
    await fresh(freshPostgresLocation),
  ];
  const common = { KLAVIYO_API_URL: klaviyo.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const taker = await startService(location, ["http"], { ...common, OTEL_SERVICE_NAME: "taker" });
  const key = await taker.addShop();
  klaviyo.addScript({ metric: "Created Account", uniqueId: "1", answers: [{ status: 503 }] });
  const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`;
  expect((await taker.push(key, account("1"), { traceparent })).status).toBe(202);

  await startService(location, ["delivery"], { ...common, OTEL_SERVICE_NAME: "deliverer" });
  const deliver = "deliver Created Account";
  const countOf = (wanted: string) => collector.spans.filter(({ name }) => name === wanted).length;
  await until("both attempts are told of", () => countOf("POST /api/events") === 2 && countOf(deliver) === 2);
  await until("the push is told of", () => countOf("map and commit") === 1 && countOf(PUSH) === 1);

  const { spans } = collector;
  expect(spans.map((span) => [span.service, lineage(spans, span)]).sort()).toEqual(
    [
      ["taker", [PUSH]],
      ["taker", [PUSH, "map and commit"]],
      ["deliverer", [PUSH, "map and commit", deliver]],
      ["deliverer", [PUSH, "map and commit", deliver]],
      ["deliverer", [PUSH, "map and commit", deliver, "POST /api/events"]],
      ["deliverer", [PUSH, "map and commit", deliver, "POST /api/events"]],
    ].sort(),
  );
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([CALLER.traceId]));
  expect(spans.find(({ name }) => name === PUSH)?.parentSpanId).toBe(CALLER.spanId);
  const attempts = spans.filter(({ name }) => name === deliver);
  expect(
    attempts
      .map(({ attributes }) => [attributes["centra_klaviyo.attempt"], attributes["centra_klaviyo.outcome"]])
      .sort(),
  ).toEqual([
    ["1", "retried"],
    ["2", "delivered"],
  ]);
  const statuses = spans.filter(({ name }) => name === "POST /api/events");
  expect(statuses.map(({ attributes }) => attributes["http.response.status_code"]).sort()).toEqual(["202", "503"]);
  expect(
    spans
      .filter(({ status }) => status?.code === 2)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["POST /api/events", deliver]);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) expect(endTimeUnixNano >= startTimeUnixNano).toBe(true);
  expect(collector.text()).not.toMatch(/@|customer-1|created-1|pk_demo/);
});

test("a bulk request is a trace of its own that is linked to the events in it", async () => {
  sendAtOnce();
  const [collector, klaviyo] = [await startCollector(), await startSandbox()];
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {
    ...{ KLAVIYO_API_URL: klaviyo.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  const key = await service.addShop();
  const answer = await service.call("/v1/plugins/shop/events?lane=history", {
    token: key,
    body: [account("1"), account("2")],
  });
  expect(answer.status).toBe(202);
  const bulks = () => collector.spans.filter(({ name }) => name === "POST /api/event-bulk-create-jobs");
  await until(
    "both events went",
    () => bulks().reduce((sum, span) => sum + Number(span.attributes["centra_klaviyo.events"]), 0) === 2,
  );
  const delivered = () => collector.spans.filter(({ name }) => name === "deliver Created Account");
  await until("each is told of", () => delivered().length >= 2);
  await until("the push is told of", () => collector.spans.some(({ name }) => name === PUSH));
  const attempts = delivered();
  expect(attempts).toHaveLength(2);
  const links = bulks().flatMap((span) => [...span.links.map(({ spanId }) => spanId), span.parentSpanId ?? ""]);
  for (const { spanId } of attempts) expect(links).toContain(spanId);
  const commit = collector.spans.find(({ name }) => name === "map and commit");
  for (const { parentSpanId } of attempts) expect(parentSpanId).toBe(commit?.spanId);
});

test.each([
  ["not sampled by the caller", `00-${CALLER.traceId}-${CALLER.spanId}-00`, true],
  ["no traceparent", "00-not-a-traceparent", false],
] as const)("a push whose header is %s", async (_what, traceparent, isSilent) => {
  sendAtOnce();
  const [collector, klaviyo] = [await startCollector(), await startSandbox()];
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {
    ...{ KLAVIYO_API_URL: klaviyo.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  const key = await service.addShop();
  await service.push(key, account("1"), { traceparent });
  await service.push(key, account("2"));
  const requests = () => collector.spans.filter(({ name }) => name === "POST /api/events");
  await until("the last one is told of", () => requests().length === (isSilent ? 1 : 2));
  const traceIds = new Set(collector.spans.map(({ traceId }) => traceId));
  expect(traceIds).not.toContain(CALLER.traceId);
  expect(traceIds.size).toBe(isSilent ? 1 : 2);
});

test("without a valid key nobody fills the collector", async () => {
  sendAtOnce();
  const [collector, klaviyo] = [await startCollector(), await startSandbox()];
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {
    ...{ KLAVIYO_API_URL: klaviyo.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  const key = await service.addShop();
  await service.push("ck_not_a_key_of_this_shop", account("1"), {
    traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01`,
  });
  await service.push(key, account("2"));
  await until("the good one is told of", () => collector.spans.some(({ name }) => name === "POST /api/events"));
  expect(collector.spans.map(({ traceId }) => traceId)).not.toContain(CALLER.traceId);
});

test("a collector that is away holds up neither events nor the end", async () => {
  sendAtOnce();
  const klaviyo = await startSandbox();
  const service = await startService(await fresh(freshSqliteLocation), ["http", "delivery"], {
    ...{ KLAVIYO_API_URL: klaviyo.url, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" },
  });
  const key = await service.addShop();
  await service.push(key, account("1"));
  await until("it is delivered", () => klaviyo.events().length === 1);
});
