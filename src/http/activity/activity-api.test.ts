import { expect, onTestFinished, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { ADMIN_TOKEN, startHttpService } from "../../../test/http-service.ts";
import { createIntakeParts } from "../../../test/intake-parts.ts";
import { makeFailure } from "../../../test/outbox-fixtures.ts";
import { until } from "../../../test/until.ts";
import { sampleEvent, sampleOrder } from "../../commerce/samples.ts";
import type { Database } from "../../database/database.ts";
import { createEmails } from "../../emails/emails.ts";
import { createKlaviyoClient } from "../../klaviyo/client.ts";
import { createLeases } from "../../outbox/leases.ts";
import { eventDetailSchema } from "../admin/schemas/events.ts";
import { createHttpServer } from "../server.ts";
import { overviewSchema } from "./overview-schema.ts";

const orderPlaced = (number: string) =>
  sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: `placed-${number}` });
const unpriced = () => {
  const { baseCurrency: _base, conversionRate: _rate, ...order } = { ...sampleOrder, number: "7", currency: "USD" };
  return sampleEvent("order.placed", { order }, { id: "placed-7" });
};

async function driveShop(database: Database, { plugins }: Awaited<ReturnType<typeof startHttpService>>) {
  await plugins.update("shop", 1, { privateKey: "pk_of_the_test" });
  const [lease] = await createLeases(database).acquire({ holder: "worker", ttlMs: 60_000, limit: 1 });
  if (lease === undefined) throw new Error("the account is not leased");
  return lease;
}

describeOnBothEngines("overview", (open) => {
  test("shows queues, hours, the worker's figures, and what is to be mended", async () => {
    const database = await open();
    const service = await startHttpService(database);
    const { admin, push, accountHealth } = service;
    const read = async (query = "") => overviewSchema.parse((await admin(`/overview${query}`)).json);
    await push(orderPlaced("1"));
    await push(unpriced());
    const before = await read();
    await driveShop(database, service);
    const window = { used: 35, limit: 350, at: Date.now() };
    const figures = { single: { window, state: "closed" }, bulk: { window: null, state: "closed" } } as const;
    const latency = { live: { events: 9, p50Ms: 40, p95Ms: 90 }, history: null };
    await accountHealth.save([{ accountId: "SHOP01", takenAt: Date.now(), ...figures, latency }]);
    const after = await read("?plugin=shop&hours=168");
    await accountHealth.save([{ accountId: "SHOP01", takenAt: Date.now() - 60_000, ...figures, latency }]);

    expect(before.alarms.map(({ code }) => code)).toEqual(["klaviyo_key_not_set", "held_events"]);
    expect(before.accounts).toEqual([]);
    expect(after.alarms.map(({ code }) => code)).toEqual(["held_events"]);
    expect(after.plugins).toMatchObject([
      {
        ...{ id: "shop", isDriven: true, dead: 0, skipped: 0, held: 1 },
        lanes: {
          live: { pending: 2, oldestReceivedAt: expect.any(Number) },
          history: { pending: 0, oldestReceivedAt: null },
        },
      },
    ]);
    expect(after.hours.map(({ metric, events }) => [metric, events])).toEqual([
      ["Ordered Product", 1],
      ["Placed Order", 1],
    ]);
    expect(after.accounts).toMatchObject([{ accountId: "SHOP01", isFresh: true, single: { window }, latency }]);
    expect((await read()).accounts).toMatchObject([{ isFresh: false }]);
    expect((await read("?plugin=nowhere")).plugins).toEqual([]);
  });
});

describeOnBothEngines("held events and replays", (open) => {
  test("held events are tried again when somebody asks", async () => {
    const { admin, push, plugins } = await startHttpService(await open());
    await push(unpriced());
    const release = (plugin: string) => admin("/held/release", { body: { plugin } });
    expect((await release("shop")).json).toEqual({ released: 0 });
    await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    expect((await release("shop")).json).toEqual({ released: 1 });
    expect((await release("nowhere")).status).toBe(404);
  });

  test("a dead letter shows its way, is counted, and is sent again", async () => {
    const database = await open();
    const service = await startHttpService(database);
    const { admin, push, outbox } = service;
    await push(sampleEvent("customer.created", {}));
    const lease = await driveShop(database, service);
    const [event] = await outbox.search({}, { limit: 1 });
    const id = event?.id ?? 0;
    const retry = makeFailure({ at: 1_000 });
    const refusal = makeFailure({ code: "klaviyo_rejected", status: 400, detail: "Invalid <b>email</b>", at: 2_000 });
    await outbox.settle(lease, [{ id, outcome: "retry", dueAt: 1_500, attempts: 1, failure: retry }]);
    await outbox.settle(lease, [{ id, outcome: "dead", attempts: 2, failure: refusal }]);
    const shown = eventDetailSchema.parse((await admin(`/events/${id}`)).json);
    expect(shown.failedAttempts).toEqual([
      { attempt: 1, ...retry },
      { attempt: 2, ...refusal },
    ]);
    const count = async (query: string) => (await admin(`/events/replayable?${query}`)).json.replayable;
    expect([await count("state=dead"), await count("state=skipped"), await count("email=nobody%40x.se")]).toEqual([
      1, 0, 0,
    ]);
    expect((await admin("/events/replay", { body: { state: "dead" } })).json).toEqual({ replayed: 1 });
    expect(await count("state=dead")).toBe(0);
  });
});

describeOnBothEngines("stream of events", (open) => {
  async function follow(url: string, query = "", headers: Record<string, string> = {}) {
    const leave = new AbortController();
    const answer = await fetch(new URL(`/v1/admin/events/stream${query}`, url), {
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
      signal: leave.signal,
    });
    const heard = { text: "", hasEnded: false };
    const decoder = new TextDecoder();
    void (async () => {
      for await (const chunk of answer.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
    })()
      .catch(() => {})
      .finally(() => {
        heard.hasEnded = true;
      });
    onTestFinished(() => leave.abort());
    return { answer, heard, leave: () => leave.abort() };
  }
  const ids = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id ?? "");

  test("tells what comes and what becomes of it, as far as it is asked for", async () => {
    const database = await open();
    const service = await startHttpService(database);
    const { url, push, outbox } = service;
    const lease = await driveShop(database, service);
    const all = await follow(url);
    const placed = await follow(url, "?metric=Placed+Order");
    expect(all.answer.headers.get("content-type")).toContain("text/event-stream");
    expect(all.answer.headers.get("x-accel-buffering")).toBe("no");
    await until("both are heard", () => all.heard.text.includes("retry:") && placed.heard.text.includes("retry:"));
    await push(orderPlaced("1"));
    await until("new ones are told", () => all.heard.text.includes('"Ordered Product"'));
    await until("the filtered ones, too", () => placed.heard.text.includes('"Placed Order"'));
    const [event] = await outbox.search({ metric: "Placed Order" }, { limit: 1 });
    await outbox.settle(lease, [{ id: event?.id ?? 0, outcome: "delivered", attempts: 1, at: Date.now() }]);
    await until("its delivery is told", () => placed.heard.text.includes('"delivered"'));
    expect(placed.heard.text).not.toContain("Ordered Product");
    expect(all.heard.text).not.toContain("Sveavägen");
  });

  test("tells what another process took, and ends nobody's stream at the first look", async ({ skip }) => {
    const database = await open();
    if (database.dialect === "sqlite") return skip("one process owns the file");
    const { push } = await startHttpService(database);
    const other = createIntakeParts(await open());
    const elsewhere = createHttpServer({
      ...other,
      klaviyo: createKlaviyoClient({ clock: other.clock }),
      emails: createEmails({ database, outbox: other.outbox, clock: other.clock }),
      ...{ version: "0.0.0-test", isAdminToken: () => true, checkReadiness: async () => {} },
    });
    onTestFinished(() => elsewhere.close());
    const { heard } = await follow(await elsewhere.listen({ port: 0, host: "127.0.0.1" }));
    await until("it is heard", () => heard.text.includes("retry:"));
    await push(orderPlaced("1"));
    await until("it is told", () => heard.text.includes('"Placed Order"'));
    expect(heard.hasEnded).toBe(false);
  });

  test("goes on from where it was, or says that too much was missed", async () => {
    const { url, push, outbox } = await startHttpService(await open());
    await push(orderPlaced("1"));
    const seen = await outbox.newestId();
    await push(orderPlaced("2"));
    const back = await follow(url, "", { "last-event-id": `${seen}-${Date.now()}` });
    await until("what was missed is told", () => back.heard.text.includes('"orderNumber":"2"'));
    expect(back.heard.text).not.toContain('"orderNumber":"1"');
    expect(ids(back.heard.text)[0]).toMatch(new RegExp(`^${await outbox.newestId()}-`));
    const late = await follow(url, "", { "last-event-id": `${seen}-5` });
    await until("it is told to read anew", () => late.heard.text.includes("event: reset"));
    const odd = await follow(url, "", { "last-event-id": "'; DROP TABLE" });
    expect(odd.answer.status).toBe(200);
  });

  test("ends when the service stops, and with the right to look", async () => {
    let isAllowed = true;
    const { url, server } = await startHttpService(await open(), {
      isAdminToken: () => isAllowed,
      limits: { streamBeatMs: 20 },
    });
    const first = await follow(url);
    await until("it beats", () => first.heard.text.includes(": still here"));
    isAllowed = false;
    await until("it ends with the right", () => first.heard.hasEnded);
    isAllowed = true;
    const second = await follow(url);
    await server.close();
    await until("it ends with the service", () => second.heard.hasEnded);
  });
});
