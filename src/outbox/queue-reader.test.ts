import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure, makeHeld } from "../../test/outbox-fixtures.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";
import { createQueueReader } from "./queue-reader.ts";

describeOnBothEngines("what monitoring asks", (open) => {
  async function openQueues() {
    let now = 1_000;
    const clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
    const database = await open(clock);
    await insertPlugin(database, "shop", "ACC001");
    await insertPlugin(database, "outlet", "ACC002");
    const setNow = (at: number) => {
      now = at;
    };
    return { database, setNow, outbox: createOutbox({ database, clock }), queues: createQueueReader(database) };
  }

  test("how many of a plugin wait, are dead or left out, by lane, and since when", async () => {
    const { database, setNow, outbox, queues } = await openQueues();
    for (const [at, uniqueId] of [
      [1_000, "a"],
      [2_000, "b"],
      [3_000, "c"],
    ] as const) {
      setNow(at);
      await outbox.accept([makeAcceptance(makeEvent({ uniqueId }))]);
    }
    await outbox.accept([
      makeAcceptance(makeEvent({ uniqueId: "old", lane: "history" })),
      makeAcceptance(makeEvent({ uniqueId: "out", state: "skipped", reason: { code: "x", message: "x" } })),
    ]);
    const leases = await createLeases(database).acquire({ holder: "worker", ttlMs: 60_000, limit: 2 });
    const drive = leases.find(({ accountId }) => accountId === "ACC001");
    if (drive === undefined) throw new Error("the account is not leased");
    const events = await outbox.claim({
      ...{ accountId: "ACC001", lane: "live", pluginIds: ["shop"], now: 9_000, limit: 10, after: null },
    });
    const idOf = (uniqueId: string) => events.find((event) => event.uniqueId === uniqueId)?.id ?? 0;
    await outbox.settle(drive, [
      { id: idOf("a"), outcome: "retry", dueAt: 50_000, attempts: 1, failure: makeFailure() },
      { id: idOf("b"), outcome: "dead", attempts: 1, failure: makeFailure() },
    ]);

    const none = { pending: 0, oldestReceivedAt: null, dead: 0, skipped: 0 };
    const lengths = await queues.lengths(["shop", "outlet", "nowhere"]);
    const sorted = [...lengths].sort((x, y) => `${x.pluginId}${x.lane}`.localeCompare(`${y.pluginId}${y.lane}`));
    expect(sorted).toEqual([
      { pluginId: "nowhere", lane: "history", ...none },
      { pluginId: "nowhere", lane: "live", ...none },
      { pluginId: "outlet", lane: "history", ...none },
      { pluginId: "outlet", lane: "live", ...none },
      { pluginId: "shop", lane: "history", ...none, pending: 1, oldestReceivedAt: 3_000 },
      // "a" was put off to after "c", but it is older.
      { pluginId: "shop", lane: "live", pending: 2, oldestReceivedAt: 1_000, dead: 1, skipped: 1 },
    ]);
    expect(await queues.lengths([])).toEqual([]);
  });

  test("how many are held", async () => {
    const { outbox, queues } = await openQueues();
    await outbox.accept(["1", "2", "3"].map((commerceId) => ({ events: [], held: makeHeld({ commerceId }) })));
    const held = await queues.held(["shop", "outlet"]);
    expect(new Map(held.map(({ pluginId, held: count }) => [pluginId, count]))).toEqual(
      new Map([
        ["shop", 3],
        ["outlet", 0],
      ]),
    );
    expect(await queues.held([])).toEqual([]);
  });

  test("whose account is driven, who is ready, who is paused", async () => {
    const { database, queues } = await openQueues();
    const leases = createLeases(database);
    await insertPlugin(database, "closed", "ACC003");
    const set = (id: string, values: { status?: "inactive"; alarm?: string; private_key?: null }) =>
      database.kysely.updateTable("plugins").set(values).where("id", "=", id).execute();
    await set("closed", { status: "inactive" });
    const taken = await leases.acquire({ holder: "worker", ttlMs: 60_000, limit: 10 });
    await leases.release(taken.filter(({ accountId }) => accountId === "ACC002"));
    await set("shop", { alarm: JSON.stringify({ code: "klaviyo_key_refused", message: "…", since: 1 }) });
    await set("outlet", { private_key: null });
    const free = { isReady: false, isDriven: false, alarmCode: null };
    expect(await queues.plugins()).toEqual([
      { pluginId: "closed", accountId: "ACC003", ...free },
      { pluginId: "outlet", accountId: "ACC002", ...free },
      { pluginId: "shop", accountId: "ACC001", isReady: true, isDriven: true, alarmCode: "klaviyo_key_refused" },
    ]);
  });
});
