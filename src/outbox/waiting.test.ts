import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";

describeOnBothEngines("events that were put off", (open) => {
  /** Events of Eva's, save where the name says of whom or of what; `later` are put off to the time given. */
  async function openWith(names: readonly string[], later: Readonly<Record<string, number>>) {
    const database = await open();
    await insertPlugin(database, "shop");
    await insertPlugin(database, "outlet");
    const outbox = createOutbox({ database, clock: systemClock });
    for (const name of names) {
      const pluginId = name.startsWith("outlet") ? "outlet" : "shop";
      const lane = name.startsWith("history") ? "history" : "live";
      const profileKey = name.startsWith("bo") ? "bo@example.com" : "eva@example.com";
      await outbox.accept([makeAcceptance(makeEvent({ uniqueId: name, pluginId, lane, profileKey }))]);
    }
    const all = await outbox.search({}, { limit: 100 });
    const idOf = (name: string) => all.find(({ uniqueId }) => uniqueId === name)?.id ?? 0;
    const [lease] = await createLeases(database).acquire({ holder: "me", ttlMs: 60_000, limit: 1 });
    if (lease === undefined) throw new Error("the account is not free");
    await outbox.settle(
      lease,
      Object.entries(later).map(([name, dueAt]) => ({ id: idOf(name), outcome: "deferred", dueAt })),
    );
    const claimed = (pluginIds: readonly string[]) =>
      outbox.claim({ accountId: "ACC001", lane: "live", pluginIds, now: Date.now() + 60_000, limit: 100, after: null });
    return { outbox, idOf, claimed };
  }

  const LATER = 9_000_000_000_000;

  test("are told as far as asked for, and until when there are others", async () => {
    const { outbox, idOf } = await openWith(["1", "2", "3", "outlet 1"], {
      1: LATER,
      2: LATER + 1,
      "outlet 1": LATER + 7,
    });
    const some = await outbox.waiting("ACC001", 2);
    expect(some.events.map(({ id }) => id)).toEqual([idOf("1"), idOf("2")]);
    expect(some.othersUntil).toBe(LATER + 7);
    const all = await outbox.waiting("ACC001", 4);
    expect(all.events).toHaveLength(3);
    expect(all.othersUntil).toBeNull();
    expect(await outbox.waiting("NOBODY", 4)).toEqual({ events: [], othersUntil: null });
  });

  test("are found before the events of their customer, plugin and lane, and no others", async () => {
    const names = ["1", "bo 1", "outlet 1", "history 1", "a", "2", "3", "b", "bo b", "outlet b", "4", "c"];
    const { outbox, idOf, claimed } = await openWith(names, {
      ...{ 1: LATER + 5, 2: LATER, 3: LATER + 9, 4: LATER + 1 },
      ...{ "outlet 1": LATER + 20, "history 1": LATER + 30 },
    });
    const found = await outbox.waitingBefore(await claimed(["shop", "outlet"]));
    expect(new Map([...found].sort(([a], [b]) => a - b))).toEqual(
      new Map([
        [idOf("a"), LATER + 5],
        [idOf("b"), LATER + 9],
        [idOf("outlet b"), LATER + 20],
        [idOf("c"), LATER + 9],
      ]),
    );
    expect(await outbox.waitingBefore([])).toEqual(new Map());
  });
});
