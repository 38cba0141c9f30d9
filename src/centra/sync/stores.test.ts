import { expect, test } from "vitest";
import { insertShop } from "../../../test/centra/insert-shop.ts";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { createProblemStore } from "./problem-store.ts";
import { createCentraQueue, type QueuedReference, type Reference } from "./queue.ts";
import { createToldStore } from "./told-store.ts";

const order = (reference: string): Reference => ({ kind: "order", reference });
const names = (queued: readonly QueuedReference[]) => queued.map(({ kind, reference }) => `${kind} ${reference}`);

describeOnBothEngines("what is known of a shop", (open) => {
  async function prepare() {
    const database = await open();
    await insertShop(database);
    return {
      queue: createCentraQueue(database),
      told: createToldStore(database),
      problems: createProblemStore(database),
    };
  }

  test("a thing is in the queue once however often it changed, those that wait longest first", async () => {
    const { queue } = await prepare();
    await queue.add("shop", [order("2")], 10);
    await queue.add("shop", [order("1"), order("1"), { kind: "customer", reference: "1" }], 20);
    expect(names(await queue.take("shop", 20, 10)).sort()).toEqual(["customer 1", "order 1", "order 2"]);
    expect(names(await queue.take("shop", 20, 1))).toEqual(["order 2"]);
    expect(await queue.size("shop")).toEqual({ waiting: 3, oldestSeenAt: 10 });
    expect(await queue.take("another", 20, 10)).toEqual([]);
  });

  test("what changes while it is looked at is looked at again", async () => {
    const { queue } = await prepare();
    await queue.add("shop", [order("1"), order("2")], 10);
    const batch = await queue.take("shop", 10, 10);
    await queue.add("shop", [order("2")], 11);
    await queue.finish("shop", batch);
    expect(names(await queue.take("shop", 11, 10))).toEqual(["order 2"]);
  });

  test("what could not be looked at waits, until its time or its next change", async () => {
    const { queue } = await prepare();
    await queue.add("shop", [order("1")], 10);
    await queue.postpone("shop", await queue.take("shop", 10, 10), 100);
    expect(await queue.take("shop", 99, 10)).toEqual([]);
    expect(await queue.nextDueAt("shop")).toBe(100);
    expect(await queue.take("shop", 100, 10)).toMatchObject([{ reference: "1", attempts: 1 }]);
    await queue.add("shop", [order("1")], 20);
    expect(await queue.take("shop", 20, 10)).toMatchObject([{ reference: "1", attempts: 0 }]);
  });

  test("what waits for its time is due at once when it is hastened", async () => {
    const { queue } = await prepare();
    await queue.add("shop", [order("1"), order("2")], 10);
    await queue.postpone("shop", await queue.take("shop", 10, 1), 100);
    await queue.hasten("another", 20);
    expect(names(await queue.take("shop", 20, 10))).toHaveLength(1);
    await queue.hasten("shop", 20);
    expect(names(await queue.take("shop", 20, 10)).toSorted()).toEqual(["order 1", "order 2"]);
  });

  test("what was told is kept by kind; one with nothing told was seen", async () => {
    const { told } = await prepare();
    const now = new Map([
      ["1", new Set(["placed", "confirmed"])],
      ["2", new Set<string>()],
    ]);
    await told.write("shop", "order", now, 10);
    await told.write("shop", "order", new Map([["1", new Set(["placed", "confirmed", "shipped:7"])]]), 11);
    expect(await told.read("shop", "order", ["1", "2", "3"])).toEqual(
      new Map([
        ["1", new Set(["placed", "confirmed", "shipped:7"])],
        ["2", new Set()],
      ]),
    );
    expect(await told.read("shop", "customer", ["1"])).toEqual(new Map());
  });

  test("the same problem again counts up, and is gone when it is over", async () => {
    const { problems } = await prepare();
    const problem = { code: "object_unusable", reference: "order 1", message: "First." };
    await problems.note("shop", [problem, { ...problem, reference: "order 2" }], 10);
    await problems.note("shop", [{ ...problem, message: "Second." }], 20);
    expect(await problems.list("shop", 10)).toMatchObject([
      { reference: "order 1", message: "Second.", times: 2, firstSeenAt: 10, lastSeenAt: 20 },
      { reference: "order 2", times: 1 },
    ]);
    await problems.clear("shop", ["order 1"]);
    expect(await problems.list("shop", 10)).toMatchObject([{ reference: "order 2" }]);
  });
});
