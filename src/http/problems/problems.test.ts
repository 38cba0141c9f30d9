import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type FreshLocation, freshSqliteLocation } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { systemClock } from "../../clock.ts";
import { sampleEvent, sampleOrder } from "../../commerce/samples.ts";
import { type Database, openDatabase } from "../../database/database.ts";
import { DatabaseUnavailableError } from "../../database/errors.ts";
import { migrate } from "../../database/migrate.ts";
import { createLogger } from "../../observability/logger.ts";
import { OutboxBusyError } from "../../outbox/errors.ts";
import type { Outbox } from "../../outbox/outbox.ts";
import { problemSchema } from "./problem.ts";
import { PROBLEMS, type ProblemCode } from "./problem-codes.ts";

const opened: { database: Database; fresh: FreshLocation }[] = [];

async function open(): Promise<Database> {
  const fresh = await freshSqliteLocation();
  const database = await openDatabase({ ...fresh, clock: systemClock, logger: createLogger({ level: "silent" }) });
  opened.push({ database, fresh });
  await migrate(database);
  return database;
}

afterEach(async () => {
  for (const { database, fresh } of opened.splice(0)) {
    await database.close();
    await fresh.remove();
  }
});

const event = sampleEvent("order.placed");
type Service = Awaited<ReturnType<typeof startHttpService>>;
type Call = (service: Service) => ReturnType<Service["call"]>;

const small = { bodyLimitBytes: 20_000 };

test.each<[string, ProblemCode, Call]>([
  ["half JSON", "malformed_json", ({ push }) => push('{"id":')],
  ["an empty body", "malformed_json", ({ push }) => push("")],
  [
    "no body at all",
    "malformed_json",
    ({ call, key }) => call("/v1/plugins/shop/events", { method: "POST", token: key }),
  ],
  ["no key", "key_missing", ({ call }) => call("/v1/plugins/shop/events", { body: event })],
  [
    "another scheme",
    "key_missing",
    ({ call }) => call("/v1/plugins/shop/events", { body: event, headers: { authorization: "Basic YTpi" } }),
  ],
  ["a wrong key", "key_refused", ({ push }) => push(event, { token: "ck_shop_wrong" })],
  [
    "an unknown plugin",
    "plugin_not_found",
    ({ call, key }) => call("/v1/plugins/nowhere/events", { token: key, body: event }),
  ],
  ["an unknown plugin without a key", "key_missing", ({ call }) => call("/v1/plugins/nowhere/events", { body: event })],
  ["no such address", "not_found", ({ call }) => call("/v1/nothing")],
  [
    "a method that the push API lacks",
    "method_not_allowed",
    ({ call }) => call("/v1/plugins/shop/events", { method: "PUT" }),
  ],
  [
    "a method that the admin API lacks",
    "method_not_allowed",
    ({ call }) => call("/v1/admin/plugins", { method: "PATCH", body: {} }),
  ],
  ["a path that is no path", "malformed_request", ({ call }) => call("/v1/plugins/%ff/events")],
  [
    "a body over the limit",
    "body_too_large",
    ({ push }) => push(JSON.stringify({ ...event, filler: "x".repeat(20_000) })),
  ],
  ["1,001 events", "too_many_events", ({ push }) => push("[".concat(Array(1_001).fill("{}").join(","), "]"))],
  ["XML", "media_type_unsupported", ({ push }) => push("<event/>", { type: "application/xml" })],
  ["text", "media_type_unsupported", ({ push }) => push("event", { type: "text/plain" })],
  ["a compressed body", "encoding_unsupported", ({ push }) => push(event, { headers: { "content-encoding": "gzip" } })],
  ["a bad event", "events_invalid", ({ push }) => push({ ...event, type: "order.lost" })],
  ["an array as one event", "events_invalid", ({ push }) => push([event], { type: "application/cloudevents+json" })],
  ["an unknown lane", "request_invalid", ({ push }) => push(event, { path: "?lane=fast" })],
  ["an unknown query parameter", "request_invalid", ({ push }) => push(event, { path: "?lnae=history" })],
  ["an admin route without a token", "key_missing", ({ call }) => call("/v1/admin/plugins")],
  ["an admin route with a push key", "key_refused", ({ call, key }) => call("/v1/admin/plugins", { token: key })],
  ["an unknown plugin in the admin API", "plugin_not_found", ({ admin }) => admin("/plugins/nowhere")],
  ["an unknown event", "event_not_found", ({ admin }) => admin("/events/999")],
  ["an event's id that is none", "request_invalid", ({ admin }) => admin("/events/first")],
  ["an unknown key", "key_not_found", ({ admin }) => admin("/plugins/shop/keys/none", { method: "DELETE" })],
  ["a plugin that is there", "plugin_exists", ({ admin }) => admin("/plugins", { body: { id: "shop", name: "Shop" } })],
  [
    "a change of an old version",
    "plugin_changed",
    ({ admin }) => admin("/plugins/shop", { method: "PATCH", body: { version: 9 } }),
  ],
  [
    "a change without a version",
    "request_invalid",
    ({ admin }) => admin("/plugins/shop", { method: "PATCH", body: { name: "x" } }),
  ],
  [
    "bad settings",
    "settings_invalid",
    ({ admin }) => admin("/plugins", { body: { name: "New", settings: { baseCurrency: "krona" } } }),
  ],
  ["malformed JSON in the admin API", "malformed_json", ({ admin }) => admin("/plugins", { body: "{" })],
  ["a replay of nothing in particular", "request_invalid", ({ admin }) => admin("/events/replay", { body: {} })],
])("%s is answered with %s", async (_what, code, send) => {
  const service = await startHttpService(await open(), { limits: small });
  const answer = await send(service);
  const problem = problemSchema.parse(answer.json);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.status).toBe(PROBLEMS[code].status);
  expect(problem).toMatchObject({
    code,
    status: answer.status,
    title: PROBLEMS[code].title,
    type: `/docs/errors#${code}`,
  });
  expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(answer.headers.has("www-authenticate")).toBe(answer.status === 401);
});

test.each<[string, string, string[]]>([
  ["a missing field", JSON.stringify({ ...event, data: {} }), ["/data/order"]],
  [
    "a misspelt field",
    JSON.stringify({ ...event, data: { order: { ...sampleOrder, curency: "EUR" } } }),
    ["/data/order/curency"],
  ],
  [
    "a number for an amount",
    JSON.stringify({ ...event, data: { order: { ...sampleOrder, totals: { grandTotal: 215, taxAmount: "43.00" } } } }),
    ["/data/order/totals/grandTotal"],
  ],
  ["a time without a zone", JSON.stringify({ ...event, time: "2026-03-14T09:26:53" }), ["/time"]],
  [
    "several faults at once",
    JSON.stringify({ ...event, time: "now", source: "", data: { order: { ...sampleOrder, country: "Sweden" } } }),
    ["/data/order/country", "/source", "/time"],
  ],
  [
    "a field of a field in a list",
    JSON.stringify({
      ...event,
      data: { order: { ...sampleOrder, lines: [{ ...sampleOrder.lines[0], quantity: 0 }] } },
    }),
    ["/data/order/lines/0/quantity"],
  ],
  [
    "a name with a slash and a tilde",
    JSON.stringify({ ...event, data: { order: sampleOrder, "a/b~c": 1 } }),
    ["/data/a~1b~0c"],
  ],
])("%s is named by its pointer", async (_what, body, pointers) => {
  const { push } = await startHttpService(await open());
  const answer = await push(body);
  const problem = problemSchema.parse(answer.json);
  expect(answer.status).toBe(422);
  expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual(pointers);
  for (const { detail } of problem.errors ?? []) expect(detail).toMatch(/^["A-Z].*\.$/);
});

test.each<[string, ProblemCode, Error]>([
  [
    "a database that is away",
    "storage_unavailable",
    new DatabaseUnavailableError(new Error("connect ECONNREFUSED 10.1.2.3:5432")),
  ],
  ["a full queue", "overloaded", new OutboxBusyError()],
  ["a fault of our own", "internal_error", new Error("undefined is not a function at secret.ts")],
])("%s is answered with %s, tells nothing of the inside, and can be sent again", async (_what, code, error) => {
  const wrapOutbox = (outbox: Outbox): Outbox => ({ ...outbox, accept: () => Promise.reject(error) });
  const { push } = await startHttpService(await open(), { wrapOutbox });
  const answer = await push(event);
  expect([answer.status, answer.json.code]).toEqual([PROBLEMS[code].status, code]);
  expect(answer.headers.get("retry-after")).toBe(answer.status === 503 ? "1" : null);
  expect(answer.text).not.toMatch(/ECONNREFUSED|10\.1\.2\.3|secret\.ts|undefined/);
});

test("more than fits in is refused with 503, and there is room again afterwards", async () => {
  const gate = Promise.withResolvers<void>();
  const wrapOutbox = (outbox: Outbox): Outbox => ({
    ...outbox,
    accept: async (acceptances) => {
      await gate.promise;
      return outbox.accept(acceptances);
    },
  });
  const { push } = await startHttpService(await open(), { wrapOutbox, limits: { maxRequestsInFlight: 3 } });
  const pushes = Array.from({ length: 10 }, (_, index) => push({ ...event, id: `e-${index}` }));
  const settled: number[] = [];
  for (const one of pushes) void one.then(({ status }) => settled.push(status));
  await expect.poll(() => settled.length).toBe(7);
  gate.resolve();
  const statuses = (await Promise.all(pushes)).map(({ status }) => status).toSorted();
  const later = await push(event);
  expect(settled.slice(0, 7)).toEqual(Array(7).fill(503));
  expect(statuses).toEqual([...Array(3).fill(202), ...Array(7).fill(503)]);
  expect(later.status).toBe(202);
});

test("a client that leaves while it sends leaves nothing behind", async () => {
  const { url, key, push, outbox, log } = await startHttpService(await open(), { limits: { maxRequestsInFlight: 1 } });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(
    `POST /v1/plugins/shop/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"id":`,
  );
  await expect.poll(async () => (await push(event)).status).toBe(503);
  socket.destroy();
  await expect.poll(async () => (await push(event)).status).toBe(202);
  expect(log()).toContain('"status":"aborted"');
  expect(await outbox.search({}, { limit: 10 })).toHaveLength(2);
});

test.each([
  ["something else than HTTP", "HELO there\r\n\r\n", 400, "malformed_request"],
  [
    "headers without end",
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(40_000)}\r\n\r\n`,
    431,
    "headers_too_large",
  ],
])("%s is answered with a problem, too", async (_what, text, status, code) => {
  const { url } = await startHttpService(await open());
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(text);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += String(chunk);
  });
  await once(socket, "close");
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain("application/problem+json");
  expect(problemSchema.parse(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).code).toBe(code);
});

test("closing finishes what is in flight and takes nothing new", async () => {
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const wrapOutbox = (outbox: Outbox): Outbox => ({
    ...outbox,
    accept: async (acceptances) => {
      entered.resolve();
      await gate.promise;
      return outbox.accept(acceptances);
    },
  });
  const { server, push, url } = await startHttpService(await open(), { wrapOutbox });
  const inFlight = push(event);
  await entered.promise;
  const closed = server.close();
  await expect
    .poll(() =>
      fetch(url).then(
        () => "answered",
        () => "refused",
      ),
    )
    .toBe("refused");
  gate.resolve();
  expect((await inFlight).json).toMatchObject({ status: "accepted" });
  await closed;
});

test("the log has one line a request, with the route and without anything personal", async () => {
  const { call, push, key, log } = await startHttpService(await open());
  await push(event);
  await push({ ...event, time: "never" });
  await call("/v1/admin/events?email=jane.doe@ascaro-shop.com", { token: "wrong-token-1234" });
  await expect.poll(() => log().trim().split("\n")).toHaveLength(3);
  const entries = log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map(({ method, route, status }) => [method, route, status])).toEqual([
    ["POST", "/v1/plugins/:plugin/events", 202],
    ["POST", "/v1/plugins/:plugin/events", 422],
    ["GET", "/v1/admin/events", 401],
  ]);
  expect(entries.every(({ ms }) => typeof ms === "number")).toBe(true);
  for (const secret of [key, "jane", "wrong-token", "Sveav", "email="]) expect(log()).not.toContain(secret);
});
