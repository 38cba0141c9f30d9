import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure, makeHeld } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import type { Database, TransactionOptions } from "../database/database.ts";
import { createOutbox } from "./create-outbox.ts";
import { createFirstRefunds } from "./first-refunds.ts";
import { createLeases } from "./leases.ts";

/** The same database, which tells how each transaction was asked to meet the disk. */
function watchTransactions(database: Database) {
  const asked: (TransactionOptions | undefined)[] = [];
  const watched: Database = {
    ...database,
    transaction: (work, options) => {
      asked.push(options);
      return database.transaction(work, options);
    },
  };
  return { watched, take: () => asked.splice(0).map((options) => options?.isDurable ?? true) };
}

describeOnBothEngines("what a power cut may undo", (open) => {
  test("is what became of sent events, and nothing else", async () => {
    const { watched, take } = watchTransactions(await open());
    await insertPlugin(watched);
    const outbox = createOutbox({ database: watched, clock: systemClock });
    const leases = createLeases(watched);
    const skipped = { state: "skipped", reason: { code: "x", message: "x" } } as const;

    await outbox.accept([makeAcceptance(makeEvent())]);
    await outbox.accept([makeAcceptance(makeEvent({ uniqueId: "left out", ...skipped }))]);
    await outbox.accept([makeAcceptance(makeEvent({ uniqueId: "left out" }))]);
    await outbox.accept([{ events: [], held: makeHeld() }]);
    const [held] = await outbox.heldEvents({}, { limit: 1 });
    await outbox.releaseHeld(held?.id ?? 0, makeAcceptance(makeEvent({ uniqueId: "held" })));
    await createFirstRefunds(watched).settle("shop", [{ orderNumber: "1001", refundId: "1", mayBeFirst: true }]);
    expect(take()).toEqual([true, true, true, true, true, true]);

    const [lease] = await leases.acquire({ holder: "worker", ttlMs: 60_000, limit: 1 });
    if (lease === undefined) throw new Error("no lease");
    expect(take()).toEqual([]);
    const [event] = await outbox.search({ state: "pending" }, { limit: 1 });
    const failure = makeFailure();
    await outbox.settle(lease, [{ id: event?.id ?? 0, outcome: "dead", attempts: 1, failure }]);
    expect(take()).toEqual([false]);

    expect(await outbox.replay({ state: "dead" })).toBe(1);
    await outbox.settle(lease, [{ id: event?.id ?? 0, outcome: "dead", attempts: 1, failure }]);
    const all = { deliveredBefore: Number.MAX_SAFE_INTEGER, deadBefore: Number.MAX_SAFE_INTEGER, limit: 10 };
    expect(await outbox.purge(all)).toBe(1);
    expect(take()).toEqual([true, false, true]);
  });
});
