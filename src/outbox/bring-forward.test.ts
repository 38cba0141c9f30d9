import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { makeAcceptance, makeEvent, makeFailure } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { createOutbox } from "./create-outbox.ts";

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

/** Accepts one event at each of the times, as read off a clock that may be wrong. */
async function acceptAt(database: Database, times: Readonly<Record<string, number>>): Promise<void> {
  for (const [uniqueId, time] of Object.entries(times)) {
    const outbox = createOutbox({ database, clock: { ...systemClock, now: () => time } });
    await outbox.accept([makeAcceptance(makeEvent({ uniqueId }))]);
  }
}

function claim(database: Database, now: number) {
  return createOutbox({ database, clock: systemClock }).claim({
    ...{ accountId: "ACC001", lane: "live", pluginIds: ["shop"], now, limit: 10, after: null },
  });
}

describeOnBothEngines("events from a time that is not yet", (open) => {
  test("what was accepted while the clock was ahead is due, in the order in which it came", async () => {
    const database = await open();
    await acceptAt(database, { "1": NOW + 48 * HOUR_MS, "2": NOW + HOUR_MS, "3": NOW - HOUR_MS });
    const outbox = createOutbox({ database, clock: systemClock });
    expect(await outbox.bringForward("shop", NOW)).toBe(2);
    const claimed = await claim(database, NOW);
    expect(claimed.map(({ uniqueId }) => uniqueId)).toEqual(["3", "1", "2"]);
  });

  test("what was put off keeps its time, unless it lies beyond any delay", async () => {
    const database = await open();
    await acceptAt(database, { soon: NOW, late: NOW });
    const events = await claim(database, NOW);
    for (const { id, uniqueId } of events) {
      const dueAt = NOW + (uniqueId === "soon" ? 60_000 : HOUR_MS);
      await database.kysely
        .updateTable("outbox")
        .set({ due_at: dueAt, attempts: 1, failure: JSON.stringify(makeFailure()) })
        .where("id", "=", id)
        .execute();
    }
    const outbox = createOutbox({ database, clock: systemClock });
    expect(await outbox.bringForward("shop", NOW)).toBe(1);
    expect((await claim(database, NOW)).map(({ uniqueId }) => uniqueId)).toEqual(["late"]);
  });

  test("a machine whose clock is a little ahead changes nothing, nor do other plugins' events", async () => {
    const database = await open();
    await acceptAt(database, { "1": NOW + 1_000 });
    const outbox = createOutbox({ database, clock: systemClock });
    expect(await outbox.bringForward("shop", NOW)).toBe(0);
    expect(await outbox.bringForward("another", NOW - HOUR_MS)).toBe(0);
  });
});
