import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { systemClock } from "../clock.ts";
import { SERVICE } from "./change.ts";
import { createChangeLog, noteChange } from "./change-log.ts";

describeOnBothEngines("the changes", (open) => {
  test("go with the transaction of what they tell of", async () => {
    const database = await open();
    const log = createChangeLog(database, systemClock);
    const brokenOff = database.transaction(async (transaction) => {
      await noteChange(transaction, { kind: "user_added", author: SERVICE, changedAt: 1, pluginId: null });
      throw new Error("broken off");
    });
    await expect(brokenOff).rejects.toThrow("broken off");
    expect(await log.list({ limit: 10 })).toEqual([]);
  });

  test("are the last ten thousand, however many were made", async () => {
    const database = await open();
    const log = createChangeLog(database, systemClock);
    const ofNobody = { author_id: null, plugin_id: null, user_id: null, name: null };
    const row = { ...ofNobody, kind: "events_replayed", author: "token" as const, count: 1, fields: "[]" };
    for (let filled = 0; filled < 10_050; filled += 1_005) {
      const rows = Array.from({ length: 1_005 }, (_, index) => ({ ...row, changed_at: filled + index }));
      await database.kysely.insertInto("admin_changes").values(rows).execute();
    }
    await log.note({ kind: "held_released", author: SERVICE, pluginId: "shop", count: 3 });
    const kept = await log.list({ limit: 20_000 });
    expect([kept.length, kept[0]?.kind, kept.at(-1)?.changedAt]).toEqual([10_000, "held_released", 51]);
  });
});
