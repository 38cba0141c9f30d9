import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";
import type { Settlement } from "./outbox.ts";

describeOnBothEngines("retention", (open) => {
  /** Four delivered at 1 to 4, two dead at 5 and 6, one skipped at 7, one pending. */
  const openFilled = async () => {
    const database = await open();
    await insertPlugin(database);
    let now = 7;
    const outbox = createOutbox({ database, clock: { ...systemClock, now: () => now } });
    const skipped = makeEvent({ uniqueId: "skipped", state: "skipped", reason: { code: "x", message: "x" } });
    const names = ["sent 1", "sent 2", "sent 3", "sent 4", "dead 5", "dead 6", "pending"];
    await outbox.accept([makeAcceptance(skipped, ...names.map((uniqueId) => makeEvent({ uniqueId })))]);
    now = Date.now();
    const [lease] = await createLeases(database).acquire({ holder: "w", ttlMs: 60_000, limit: 1 });
    const pending = await outbox.search({ state: "pending" }, { limit: 100 });
    if (!lease) throw new Error("no lease");
    await outbox.settle(
      lease,
      pending.flatMap(({ id, uniqueId }): Settlement[] => {
        const [kind, at] = uniqueId.split(" ");
        if (kind === "sent") return [{ id, outcome: "delivered", at: Number(at), attempts: 1 }];
        if (kind === "dead") return [{ id, outcome: "dead", attempts: 1, failure: makeFailure({ at: Number(at) }) }];
        return [];
      }),
    );
    const left = async () => (await outbox.search({}, { limit: 100 })).map(({ uniqueId }) => uniqueId).sort();
    return { database, outbox, left };
  };

  test.each([
    [
      "nothing is old enough",
      { deliveredBefore: 1, deadBefore: 5, limit: 100 },
      0,
      ["dead 5", "dead 6", "pending", "sent 1", "sent 2", "sent 3", "sent 4", "skipped"],
    ],
    [
      "delivered ones go first, oldest first",
      { deliveredBefore: 100, deadBefore: 100, limit: 3 },
      3,
      ["dead 5", "dead 6", "pending", "sent 4", "skipped"],
    ],
    [
      "each kind has its own age",
      { deliveredBefore: 3, deadBefore: 6, limit: 100 },
      3,
      ["dead 6", "pending", "sent 3", "sent 4", "skipped"],
    ],
    [
      "what is pending stays for ever",
      { deliveredBefore: Number.MAX_SAFE_INTEGER, deadBefore: Number.MAX_SAFE_INTEGER, limit: 100 },
      7,
      ["pending"],
    ],
  ])("%s", async (_what, request, purged, expected) => {
    const { database, outbox, left } = await openFilled();
    expect(await outbox.purge(request)).toBe(purged);
    expect(await left()).toEqual(expected);
    const payloads = await database.kysely.selectFrom("outbox_payloads").selectAll().execute();
    expect(payloads).toHaveLength(expected.length);
    const counted = (await outbox.counts()).reduce((sum, { events }) => sum + events, 0);
    expect(counted).toBe(expected.length);
  });

  test("events of a plugin that is gone go, whatever their state", async () => {
    const { database, outbox, left } = await openFilled();
    await database.kysely.deleteFrom("plugins").execute();
    expect(await outbox.purge({ deliveredBefore: 0, deadBefore: 0, limit: 5 })).toBe(5);
    expect(await outbox.purge({ deliveredBefore: 0, deadBefore: 0, limit: 5 })).toBe(3);
    expect(await left()).toEqual([]);
    expect(await outbox.counts()).toEqual([]);
  });
});
