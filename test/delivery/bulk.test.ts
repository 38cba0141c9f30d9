import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { DatabaseUnavailableError } from "../../src/database/errors.ts";
import type { KlaviyoClient } from "../../src/klaviyo/client.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { ACCOUNT, makeEvent, startsEngines } from "./start-engine.ts";

const many = (count: number, make: (index: number) => Parameters<typeof makeEvent>[1] = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    makeEvent(`${index}`, { email: `c${index % 50}@shop.se`, ...make(index) }),
  );
const numbers = (ids: readonly { readonly uniqueId: string }[]) =>
  ids.map(({ uniqueId }) => Number(uniqueId)).sort((a, b) => a - b);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** How often the sandbox's faults struck. */
async function countStrikes(sandboxUrl: string): Promise<number> {
  const answer = await fetch(`${sandboxUrl}/__sandbox/faults`);
  const faults = z.array(z.object({ struck: z.number() })).parse(await answer.json());
  return faults.reduce((sum, { struck }) => sum + struck, 0);
}

/**
 * When each request began. The sandbox sees them later, and more closely one upon the other when this process, which it shares, has much
 * else to do; so the limiter is judged by what it let go.
 */
function noteBeginnings(klaviyo: KlaviyoClient, endpoint: "createEvent" | "bulkCreateEvents"): readonly number[] {
  const times: number[] = [];
  const send = klaviyo[endpoint];
  vi.spyOn(klaviyo, endpoint).mockImplementation((...parameters: readonly unknown[]) => {
    times.push(performance.now());
    return Reflect.apply(send, klaviyo, parameters);
  });
  return times;
}

function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

describeOnBothEngines("bulk requests", (open) => {
  const start = startsEngines(open);

  test("history goes in bulk alone, marked as backfill, a thousand events a request", async () => {
    const { sandbox, worker, push } = await start({ isStarted: false });
    await push(many(2_500, () => ({ lane: "history" })));
    worker.start();
    await until("all are there", () => sandbox.events().length === 2_500);
    expect(numbers(sandbox.events())).toEqual(range(2_500));
    expect(sandbox.events().every(({ backfill, via }) => backfill && via === "bulk")).toBe(true);
    expect(sandbox.counts().requests).toEqual({ "POST /api/event-bulk-create-jobs": { 202: 3 } });
  });

  test("live events beyond what the single endpoint takes in seconds spill into bulk, and trigger flows", async () => {
    const limits = {
      "POST /api/events": { perSecond: 50, perMinute: 500 },
      "POST /api/event-bulk-create-jobs": { perSecond: 10, perMinute: 150 },
    };
    const settings = { singleQuota: { burst: 50, steady: 500 } };
    const { sandbox, klaviyo, worker, push } = await start({ isStarted: false, sandbox: { limits }, settings });
    const beginnings = noteBeginnings(klaviyo, "createEvent");
    await push(many(3_000));
    worker.start();
    await until("all are there", () => sandbox.events().length === 3_000);
    expect(numbers(sandbox.events())).toEqual(range(3_000));
    const ways = Object.groupBy(sandbox.events(), ({ via }) => via);
    expect(ways.bulk?.length ?? 0).toBeGreaterThan(1_000);
    expect(ways.single?.length ?? 0).toBeGreaterThan(0);
    expect(sandbox.events().some(({ backfill }) => backfill)).toBe(false);
    expect(mostInASecond(beginnings)).toBeLessThanOrEqual(50);
  });

  test("while history runs, live events go first and one by one", async () => {
    const { sandbox, worker, push } = await start({ isStarted: false });
    await push(many(1_200, () => ({ lane: "history" })));
    await push([makeEvent("live", { email: "live@shop.se" })]);
    worker.start();
    await until("all are there", () => sandbox.events().length === 1_201);
    expect(sandbox.events({ uniqueId: "live" })).toMatchObject([{ backfill: false, via: "single" }]);
  });

  test("what a live event tells of a customer is not overwritten by history that was read before it", async () => {
    const { sandbox, outbox, push } = await start({ settings: { gatherHistoryMs: 5_000 } });
    const reading = vi.spyOn(outbox, "claim");
    const isPastRead = async () => {
      const pages = await Promise.all(reading.mock.results.map(({ value }) => value));
      return pages.flat().some(({ uniqueId }) => uniqueId === "past");
    };
    const profileOf = (name: string) => JSON.stringify({ email: "anna@shop.se", first_name: name });
    await push([makeEvent("past", { lane: "history", profile: profileOf("Anna before") })]);
    await until("it is read", isPastRead);
    await push([makeEvent("live", { profile: profileOf("Anna") })]);
    await until("both are there", () => sandbox.events().length === 2);
    expect(sandbox.events().map(({ uniqueId }) => uniqueId)).toEqual(["live", "past"]);
    expect(sandbox.profiles({ email: "anna@shop.se" })).toMatchObject([{ attributes: { first_name: "Anna" } }]);
  });

  test("however much history is under way, there is room in memory for live events", async () => {
    const settings = { maxEventsInMemory: 4_000, bulkQuota: { burst: 100, steady: 100_000 }, drainMs: 100 };
    const { sandbox, outbox, worker, push } = await start({ isStarted: false, settings });
    sandbox.addFault({ match: { path: "/api/event-bulk-create-jobs" }, action: { timeout: true } });
    await push(many(6_000, (index) => ({ lane: "history", email: `past${index}@shop.se` })));
    worker.start();
    await until("requests are under way", async () => (await countStrikes(sandbox.url)) >= 2);
    for (const round of range(20)) {
      await push([makeEvent(`live ${round}`, { email: "live@shop.se" })]);
      await until("it is there", () => sandbox.events({ uniqueId: `live ${round}` }).length === 1);
      await sleep(100);
    }
    expect(await outbox.search({ lane: "history", state: "delivered" }, { limit: 1 })).toEqual([]);
  });

  test("history fills its requests, also while memory is full of those under way", async () => {
    const settings = { maxEventsInMemory: 4_000, bulkQuota: { burst: 100, steady: 100_000 } };
    const { sandbox, worker, push } = await start({ isStarted: false, settings });
    sandbox.addFault({ match: { path: "/api/event-bulk-create-jobs" }, action: { delayMs: 200 } });
    await push(many(8_000, (index) => ({ lane: "history", email: `past${index}@shop.se` })));
    worker.start();
    await until("all are there", () => sandbox.events().length === 8_000);
    expect(sandbox.counts().requests).toEqual({ "POST /api/event-bulk-create-jobs": { 202: 8 } });
  });

  test("the bad events of a bulk request are found by Klaviyo's pointers; only they are dead", async () => {
    const { sandbox, outbox, worker, push } = await start({ isStarted: false });
    const events = many(1_000, () => ({ lane: "history" }));
    const bad = [17, 500, 501];
    for (const index of bad) {
      const event = events[index];
      if (event) events[index] = { ...event, body: event.body.replace("2026-07", "1926-07") };
    }
    await push(events);
    worker.start();
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
    const dead = await outbox.search({ state: "dead" }, { limit: 10 });
    expect(numbers(dead)).toEqual(bad);
    for (const { failure } of dead) {
      expect(failure).toMatchObject({
        code: "klaviyo_rejected",
        request: "POST /api/event-bulk-create-jobs",
        detail: expect.stringContaining("/attributes/time"),
      });
    }
    expect(numbers(sandbox.events())).toEqual(range(1_000).filter((index) => !bad.includes(index)));
  });

  test("without pointers the bad event is found by halving, in about log2(n) steps", async () => {
    const { sandbox, outbox, worker, push } = await start({ isStarted: false });
    sandbox.addFault({
      match: { path: "/api/event-bulk-create-jobs", uniqueId: "77" },
      action: { status: 400, pointer: "/data", detail: "The payload provided in the request is invalid." },
    });
    await push(many(1_000, (index) => ({ lane: "history", email: `c${index}@shop.se` })));
    worker.start();
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
    expect(numbers(await outbox.search({ state: "dead" }, { limit: 10 }))).toEqual([77]);
    expect(sandbox.events()).toHaveLength(999);
    const { 400: refused, 202: accepted } = sandbox.counts().requests["POST /api/event-bulk-create-jobs"] ?? {};
    expect(refused).toBeLessThanOrEqual(11);
    expect(accepted).toBeLessThanOrEqual(11);
  });

  test("a bad event among one customer's many is found, too, and the others arrive in order", async () => {
    const { sandbox, outbox, worker, push } = await start({ isStarted: false });
    sandbox.addFault({ match: { uniqueId: "33" }, action: { status: 400, pointer: "/data" } });
    await push(many(64, () => ({ lane: "history", email: "one@shop.se" })));
    worker.start();
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
    expect(sandbox.events().map(({ uniqueId }) => Number(uniqueId))).toEqual(range(64).filter((index) => index !== 33));
  });

  test("an unclear outcome is sent again; ids make that safe", async () => {
    const { sandbox, worker, push } = await start({ isStarted: false, transport: { totalTimeoutMs: 1_000 } });
    sandbox.addFault({ times: 1, action: { reset: "after-body", accept: true } });
    sandbox.addFault({ times: 1, action: { status: 503, body: "html" } });
    await push(many(1_500, () => ({ lane: "history" })));
    worker.start();
    await until("all are there", () => sandbox.events().length === 1_500);
    await until("nothing is pending", () => sandbox.counts().accounts[ACCOUNT]?.waiting === 0);
    expect(numbers(sandbox.events())).toEqual(range(1_500));
  });

  test("a database that fails while a request is made costs no event an attempt, and says nothing of Klaviyo", async () => {
    const { sandbox, outbox, observed, worker, push } = await start({ isStarted: false });
    const away = () => Promise.reject(new DatabaseUnavailableError(new Error("no connection")));
    const reading = vi.spyOn(outbox, "historyPayloads");
    for (let times = 0; times < 3; times++) reading.mockImplementationOnce(away);
    await push(many(250, () => ({ lane: "history" })));
    worker.start();
    await until("all are there", () => sandbox.events().length === 250);
    const delivered = () => outbox.search({ state: "delivered" }, { limit: 250 });
    await until("all are settled", async () => (await delivered()).length === 250);
    expect((await delivered()).filter(({ attempts }) => attempts !== 1)).toEqual([]);
    expect(numbers(sandbox.events())).toEqual(range(250));
    for (const customer of range(50)) {
      const own = sandbox.events({ email: `c${customer}@shop.se` }).map(({ uniqueId }) => Number(uniqueId));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    const told = observed.map(({ type }) => type);
    expect(told).not.toContain("event_retried");
    expect(told).not.toContain("circuit_changed");
  });

  test("no event is lost when the quota is small, and Klaviyo's own windows are kept", async () => {
    const limits = { "POST /api/event-bulk-create-jobs": { perSecond: 2, perMinute: 100 } };
    const settings = { bulkQuota: { burst: 2, steady: 100 } };
    const { sandbox, klaviyo, worker, push } = await start({ isStarted: false, sandbox: { limits }, settings });
    const beginnings = noteBeginnings(klaviyo, "bulkCreateEvents");
    await push(many(4_000, () => ({ lane: "history" })));
    worker.start();
    await until("all are there", () => sandbox.events().length === 4_000);
    expect(beginnings.length).toBeGreaterThanOrEqual(4);
    expect(mostInASecond(beginnings)).toBeLessThanOrEqual(2);
  });
});
