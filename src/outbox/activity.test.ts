import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure } from "../../test/outbox-fixtures.ts";
import { SERVICE } from "../changes/change.ts";
import { removePlugin } from "../plugins/remove-plugin.ts";
import { createAccountHealthStore } from "./account-health.ts";
import { createOutbox } from "./create-outbox.ts";
import { matchesFilter } from "./event-filter.ts";
import { createLeases } from "./leases.ts";
import type { EventFilter, NewEvent } from "./outbox.ts";

const HOUR = 3_600_000;
const ALL = { limit: 1_000 };

describeOnBothEngines("what the activity shows", (open) => {
  async function openActivity() {
    let now = 100 * HOUR;
    const clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
    const database = await open(clock);
    await insertPlugin(database);
    await insertPlugin(database, "outlet");
    const outbox = createOutbox({ database, clock });
    const take = (...events: Partial<NewEvent>[]) =>
      outbox.accept([makeAcceptance(...events.map((given) => makeEvent(given)))]);
    const lease = async () => {
      const [taken] = await createLeases(database).acquire({ holder: "worker", ttlMs: 60_000, limit: 1 });
      if (taken === undefined) throw new Error("the account is not leased");
      return taken;
    };
    const setNow = (at: number) => {
      now = at;
    };
    return { database, outbox, take, lease, setNow };
  }

  test("events are counted in the hour in which they were taken, by metric and plugin, each once", async () => {
    const { outbox, take, setNow, database } = await openActivity();
    await take({ uniqueId: "1" }, { uniqueId: "2" }, { uniqueId: "3", metric: "Shipped" });
    await take({ uniqueId: "1" });
    setNow(101 * HOUR + 5);
    await take({ uniqueId: "4" }, { uniqueId: "5", pluginId: "outlet" });
    const placed = { metric: "Placed Order" };
    const first = { hour: 100 * HOUR, ...placed, events: 2 };
    const shipped = { hour: 100 * HOUR, metric: "Shipped", events: 1 };
    expect(await outbox.hours({ from: 0 })).toEqual([first, shipped, { hour: 101 * HOUR, ...placed, events: 2 }]);
    const later = [{ hour: 101 * HOUR, ...placed, events: 1 }];
    expect(await outbox.hours({ from: 101 * HOUR + 4, pluginId: "outlet" })).toEqual(later);
    await outbox.purgeHours(101 * HOUR + 4);
    expect((await outbox.hours({ from: 0 })).map(({ hour }) => hour)).toEqual([101 * HOUR]);
    await removePlugin(database, "shop", { author: SERVICE, now: 1, nextTurn: async () => {} });
    expect(await outbox.hours({ from: 0 })).toEqual(later);
  });

  test("the first ten attempts that failed are kept, and go with their event", async () => {
    const { database, outbox, take, lease } = await openActivity();
    await take({ uniqueId: "tried" }, { uniqueId: "delivered at once" });
    const [delivered, tried] = await outbox.search({}, ALL);
    const driving = await lease();
    const idOf = (event: typeof tried) => event?.id ?? 0;
    for (let attempts = 1; attempts <= 12; attempts++) {
      const failure = makeFailure({ at: attempts, detail: "x".repeat(1_000) });
      await outbox.settle(driving, [{ id: idOf(tried), outcome: "retry", dueAt: 1, attempts, failure }]);
    }
    await outbox.settle(driving, [
      { id: idOf(tried), outcome: "dead", attempts: 13, failure: makeFailure({ code: "klaviyo_rejected" }) },
      { id: idOf(delivered), outcome: "delivered", attempts: 1, at: 20 },
    ]);
    const shown = await outbox.find(idOf(tried));
    expect(shown?.failedAttempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(shown?.failedAttempts[0]).toEqual({ ...makeFailure({ at: 1, detail: "x".repeat(300) }), attempt: 1 });
    expect(shown).toMatchObject({ attempts: 13, failure: { code: "klaviyo_rejected" } });
    expect((await outbox.find(idOf(delivered)))?.failedAttempts).toEqual([]);
    const late = Number.MAX_SAFE_INTEGER;
    await outbox.purge({ deliveredBefore: late, deadBefore: late, limit: 10 });
    expect(await database.kysely.selectFrom("outbox_attempts").selectAll().execute()).toEqual([]);
  });

  test("changes are the newest events after an id, and what was settled since", async () => {
    const { outbox, take, lease, setNow } = await openActivity();
    await take({ uniqueId: "old" }, { uniqueId: "refused" });
    const [refused, old] = await outbox.search({}, ALL);
    const after = await outbox.newestId();
    expect(after).toBe(refused?.id);
    setNow(101 * HOUR);
    await take({ uniqueId: "new" }, { uniqueId: "newer" });
    const driving = await lease();
    await outbox.settle(driving, [
      { id: old?.id ?? 0, outcome: "delivered", attempts: 1, at: 50 },
      { id: refused?.id ?? 0, outcome: "dead", attempts: 1, failure: makeFailure({ at: 70 }) },
    ]);
    const idsOf = async (settledSince: number, limit = 10) => {
      const { events, isComplete } = await outbox.changes({ after, settledSince, limit });
      return { ids: events.map(({ uniqueId }) => uniqueId), isComplete };
    };
    expect(await idsOf(70)).toEqual({ ids: ["newer", "new", "refused"], isComplete: true });
    expect((await idsOf(50)).ids.toSorted()).toEqual(["new", "newer", "old", "refused"]);
    expect(await idsOf(1_000, 1)).toEqual({ ids: ["newer"], isComplete: false });
  });

  test("a customer's name is shown when the event says it", async () => {
    const { outbox, take } = await openActivity();
    const named = { email: "eva@example.com", first_name: "Eva", last_name: "Berg" };
    await take({ uniqueId: "1", profile: JSON.stringify(named) }, { uniqueId: "2" });
    expect((await outbox.search({}, ALL)).map(({ name }) => name)).toEqual([null, "Eva Berg"]);
  });

  test("what a replay would send is counted before", async () => {
    const { outbox, take } = await openActivity();
    const reason = { code: "metric_disabled", message: "It is off." };
    const left = (uniqueId: string, more: Partial<NewEvent> = {}) => ({
      uniqueId,
      state: "skipped" as const,
      reason,
      ...more,
    });
    await take(left("1"), left("2", { profileKey: "ida@example.com" }), left("3"), { uniqueId: "4" });
    const count = (filter: EventFilter, limit = 10) => outbox.countReplayable(filter, limit);
    expect(await count({}, 1)).toBe(3);
    expect(await count({ state: "dead" })).toBe(0);
    expect(await count({ state: "pending" })).toBe(0);
    expect(await count({ email: "ida@example.com" })).toBe(1);
    expect(await count({ from: 0 }, 2)).toBe(2);
    expect(await outbox.replay({ email: "ida@example.com" })).toBe(1);
    expect(await count({})).toBe(2);
  });

  test("a filter matches what a search finds", async () => {
    const { outbox, take, setNow } = await openActivity();
    for (const [index, metric] of (["Placed Order", "Shipped", "Delivered"] as const).entries()) {
      setNow(index * 100);
      const people = ["eva@example.com", "ida@example.com"];
      await take(
        ...people.flatMap((profileKey) =>
          ["shop", "outlet"].map((pluginId) => ({
            ...{ pluginId, metric, profileKey, uniqueId: profileKey, orderNumber: `${index}` },
            lane: index === 0 ? ("history" as const) : ("live" as const),
          })),
        ),
      );
    }
    const all = await outbox.search({}, ALL);
    const maybe = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
    const filters = fc.record({
      ...{ pluginId: maybe("shop", "nowhere"), state: maybe("pending", "dead"), lane: maybe("live", "history") },
      ...{ metric: maybe("Shipped", "Delivered"), email: maybe(" Eva@example.com"), orderNumber: maybe("1") },
      ...{ from: maybe(0, 100, 101), until: maybe(100, 200, 201) },
    });
    await fc.assert(
      fc.asyncProperty(filters, async (drawn) => {
        const filter: EventFilter = JSON.parse(JSON.stringify(drawn));
        const found = await outbox.search(filter, ALL);
        expect(all.filter((event) => matchesFilter(filter, event))).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });

  test("what a worker tells of its accounts replaces what it told before, and what another version told is not known", async () => {
    const { database } = await openActivity();
    const store = createAccountHealthStore(database);
    const endpoint = { window: null, state: "closed" } as const;
    const health = {
      ...{ accountId: "ACC001", takenAt: 5, single: endpoint, bulk: endpoint },
      latency: { live: { events: 2, p50Ms: 30, p95Ms: 90 }, history: null },
    };
    await store.save([
      { ...health, takenAt: 1 },
      { ...health, accountId: "ACC002" },
    ]);
    await store.save([health]);
    await store.save([]);
    await database.kysely
      .updateTable("account_health")
      .set({ figures: "{}" })
      .where("account_id", "=", "ACC002")
      .execute();
    expect(await store.list()).toEqual([health]);
  });
});
