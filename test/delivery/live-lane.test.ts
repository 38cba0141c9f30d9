import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { DatabaseUnavailableError } from "../../src/database/errors.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { ACCOUNT, KEY, makeEvent, PLUGIN, startsEngines } from "./start-engine.ts";

describeOnBothEngines("the live lane", (open) => {
  const start = startsEngines(open);

  test("events arrive in Klaviyo and are settled", async () => {
    const { sandbox, outbox, push } = await start();
    await push(Array.from({ length: 50 }, (_, index) => makeEvent(`${index}`, { email: `c${index % 7}@shop.se` })));
    await until(
      "all are delivered",
      async () => (await outbox.search({ state: "delivered" }, { limit: 100 })).length === 50,
    );
    expect(sandbox.events()).toHaveLength(50);
    expect(sandbox.counts().requests["POST /api/events"]).toEqual({ 202: 50 });
  });

  test("events that were there before the worker came are delivered", async () => {
    const engine = await start({ isStarted: false });
    await engine.push([makeEvent("1")]);
    engine.worker.start();
    await until("it is there", () => engine.sandbox.events().length === 1);
  });

  test("whatever goes wrong on the way, every event arrives once", async () => {
    // Long enough that no answer comes too late but those that never come, also when the machine stands still for seconds.
    const { sandbox, outbox, push } = await start({ transport: { totalTimeoutMs: 8_000 } });
    const troubles = {
      error: { status: 500 },
      "a gateway's page": { status: 502, body: "html" },
      "an empty 503 with Retry-After": { status: 503, body: "empty", retryAfter: 1 },
      "too many requests": { status: 429, retryAfter: 1 },
      "half a document": { status: 400, body: "truncated" },
      "a wrong length": { status: 500, body: "wrong-length" },
      "a firewall's challenge": { status: 403, body: "html" },
      silence: { timeout: true },
      "a reset before it was read": { reset: "before-body" },
      "a reset after it was taken": { reset: "after-body", accept: true },
      "an acceptance that breaks off": { status: 202, reset: "mid-answer" },
      "a trickle": { status: 500, trickleMs: 200 },
    } as const;
    const names = Object.keys(troubles);
    for (const [uniqueId, answer] of Object.entries(troubles)) sandbox.addScript({ uniqueId, answers: [answer] });
    await push(names.map((name, index) => makeEvent(name, { email: `c${index}@shop.se` })));
    await until(
      "all are delivered",
      async () => (await outbox.search({ state: "delivered" }, { limit: 50 })).length === names.length,
    );
    expect(
      sandbox
        .events()
        .map(({ uniqueId }) => uniqueId)
        .sort(),
    ).toEqual(names.sort());
    for (const event of await outbox.search({}, { limit: 50 }))
      expect(event).toMatchObject({ attempts: 2, failure: null });
  });

  test("a refused event is dead with Klaviyo's words, and its neighbours arrive", async () => {
    const { sandbox, outbox, push } = await start();
    const bad = makeEvent("bad");
    await push([
      makeEvent("1"),
      { ...bad, body: bad.body.replace("2026-07", "1926-07") },
      makeEvent("2"),
      makeEvent("3", { email: "other@shop.se" }),
    ]);
    await until("all are settled", async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0);
    const [dead] = await outbox.search({ state: "dead" }, { limit: 10 });
    expect(dead).toMatchObject({
      uniqueId: "bad",
      attempts: 1,
      failure: {
        code: "klaviyo_rejected",
        status: 400,
        request: "POST /api/events",
        detail: expect.stringContaining("/data/attributes/time"),
      },
    });
    expect(
      sandbox
        .events()
        .map(({ uniqueId }) => uniqueId)
        .sort(),
    ).toEqual(["1", "2", "3"]);
  });

  test("a dead event that is replayed after the cause is gone arrives under its id", async () => {
    const { sandbox, outbox, push } = await start();
    sandbox.addFault({ times: 1, action: { status: 400 } });
    await push([makeEvent("1")]);
    await until("it is dead", async () => (await outbox.search({ state: "dead" }, { limit: 1 })).length === 1);
    expect(await outbox.replay({ state: "dead" })).toBe(1);
    await until("it is there", () => sandbox.events({ uniqueId: "1" }).length === 1);
  });

  test("a revoked key pauses the plugin with an alarm; it goes on when a new key is set", async () => {
    const { sandbox, outbox, plugins, push } = await start();
    sandbox.changeKey({ key: KEY, revoked: true });
    await push(Array.from({ length: 20 }, (_, index) => makeEvent(`${index}`)));
    await until("an alarm is raised", async () => (await plugins.find(PLUGIN))?.alarm !== null);
    const paused = await plugins.find(PLUGIN);
    expect(paused?.alarm).toMatchObject({
      code: "klaviyo_key_refused",
      message: expect.stringContaining("private key"),
    });
    const first = async () => (await outbox.search({ state: "pending" }, { limit: 20 })).at(-1);
    await until("the refusal is recorded", async () => (await first())?.attempts === 1);
    expect(await first()).toMatchObject({ uniqueId: "0", failure: { code: "klaviyo_key_refused", status: 401 } });
    expect(sandbox.counts().requests["POST /api/events"]).toEqual({ 401: 1 });

    sandbox.changeKey({ key: KEY, revoked: false });
    await plugins.update(PLUGIN, paused?.version ?? 0, { privateKey: KEY });
    await until("all are there", () => sandbox.events().length === 20);
    expect(sandbox.events().map(({ uniqueId }) => uniqueId)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index}`),
    );
    expect((await plugins.find(PLUGIN))?.alarm).toBeNull();
  });

  test("a key that is mended at Klaviyo is noticed by a probe", async () => {
    const engine = await start({ settings: { probePausedEveryMs: 50 } });
    const { sandbox, plugins, push } = engine;
    sandbox.changeKey({ key: KEY, scopes: ["accounts:read"] });
    await push(Array.from({ length: 20 }, (_, index) => makeEvent(`${index}`, { email: `c${index}@shop.se` })));
    await until(
      "an alarm is raised",
      async () => (await plugins.find(PLUGIN))?.alarm?.code === "klaviyo_scope_missing",
    );
    await until("it was probed", () => (sandbox.counts().requests["POST /api/events"]?.["403"] ?? 0) > 22);
    sandbox.changeKey({ key: KEY, scopes: ["events:write"] });
    await until("all are there", () => sandbox.events().length === 20);
    await until("the alarm is over", async () => (await plugins.find(PLUGIN))?.alarm === null);
  });

  test("a key that is changed while a request is under way changes no customer's order", async () => {
    const other = `${KEY.slice(0, -2)}02`;
    const privateKeys = [KEY, other].map((key) => ({ key, scopes: "all" as const }));
    const { sandbox, outbox, plugins, push } = await start({ sandbox: { accounts: [{ id: ACCOUNT, privateKeys }] } });
    sandbox.addScript({ uniqueId: "0", answers: [{ status: 401, delayMs: 500 }] });
    await push(Array.from({ length: 5 }, (_, index) => makeEvent(`${index}`)));
    await until("the first is under way", () => sandbox.attempts().length === 1);
    await plugins.update(PLUGIN, (await plugins.find(PLUGIN))?.version ?? 0, { privateKey: other });
    await until("all are there", () => sandbox.events().length === 5);
    expect(sandbox.events().map(({ uniqueId }) => uniqueId)).toEqual(["0", "1", "2", "3", "4"]);
    await until("all are settled", async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0);
  });

  test("a plugin that is made inactive and active again while a request is under way keeps a customer's order", async () => {
    const { sandbox, outbox, plugins, push } = await start();
    const settings = { baseCurrency: "SEK" };
    await plugins.create({ id: "outlet", name: "Outlet", apiKey: ACCOUNT, privateKey: KEY, settings });
    sandbox.addScript({ uniqueId: "0", answers: [{ status: 503, delayMs: 2_000 }] });
    await push(Array.from({ length: 5 }, (_, index) => makeEvent(`${index}`)));
    await until("the first is under way", () => sandbox.attempts().length === 1);
    const change = async (status: "active" | "inactive") =>
      plugins.update(PLUGIN, (await plugins.find(PLUGIN))?.version ?? 0, { status });
    await change("inactive");
    await sleep(300);
    await change("active");
    await until("all are there", () => sandbox.events().length === 5);
    expect(sandbox.events().map(({ uniqueId }) => uniqueId)).toEqual(["0", "1", "2", "3", "4"]);
    await until("all are settled", async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0);
  });

  test("an alarm that cannot be stored, or ended, at once is stored and ended when the database takes it", async () => {
    const { sandbox, plugins, push } = await start({ settings: { probePausedEveryMs: 50 } });
    const away = () => Promise.reject(new DatabaseUnavailableError(new Error("no connection")));
    const raising = vi.spyOn(plugins, "raiseAlarm").mockImplementationOnce(away);
    const clearing = vi.spyOn(plugins, "clearAlarm").mockImplementationOnce(away);
    sandbox.changeKey({ key: KEY, revoked: true });
    await push([makeEvent("1")]);
    await until("an alarm is raised", async () => (await plugins.find(PLUGIN))?.alarm !== null);
    expect(raising.mock.calls.length).toBeGreaterThan(1);
    sandbox.changeKey({ key: KEY, revoked: false });
    await until("it is there", () => sandbox.events().length === 1);
    await until("the alarm is over", async () => (await plugins.find(PLUGIN))?.alarm === null);
    expect(clearing.mock.calls.length).toBeGreaterThan(1);
  });

  test("while Klaviyo answers to nobody, the backlog is not burnt through", async () => {
    const { sandbox, outbox, observed, push } = await start();
    sandbox.setPaused(true);
    const pushFrom = (first: number, count: number) =>
      push(Array.from({ length: count }, (_, at) => makeEvent(`${first + at}`, { email: `c${first + at}@shop.se` })));
    await pushFrom(0, 20);
    await until("it was noticed", () => observed.some((event) => event.type === "circuit_changed"));
    const refused = () =>
      Object.values(sandbox.counts().requests).reduce((sum, byStatus) => sum + (byStatus["503"] ?? 0), 0);
    await pushFrom(20, 1_980);
    const before = refused();
    await until("probes were refused", () => refused() >= before + 4);
    const attempted = (await outbox.search({ state: "pending" }, { limit: 2_000 })).filter(
      ({ attempts }) => attempts > 0,
    );
    expect(attempted.length).toBeLessThan(100);
    sandbox.setPaused(false);
    await until("all are there", () => sandbox.events().length === 2_000, 60_000);
  });
});
