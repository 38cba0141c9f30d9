import { expect, test } from "vitest";
import { type ChangeAuthor, SERVICE } from "../../src/changes/change.ts";
import { createChangeLog } from "../../src/changes/change-log.ts";
import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import { createEditedTexts } from "../../src/emails/edited-texts/edited-texts.ts";
import type { ExportPlan } from "../../src/history/export.ts";
import { createExportStore } from "../../src/history/export-store.ts";
import { describeOnBothEngines } from "../databases.ts";
import { insertPlugin } from "../outbox-fixtures.ts";

const AUTHOR: ChangeAuthor = { kind: "token" };
const PLAN: ExportPlan = {
  from: "2022-09-01",
  since: 1_661_983_200_000,
  includeGuests: false,
  source: { kind: "file", file: "customers.ndjson" },
};
const MAIL = { pluginId: "shop", metric: "Placed Order", language: "en" } as const;

/** From now on no change can be noted, as where the process dies before the note. */
const breakNotes = ({ kysely }: Database) => kysely.schema.alterTable("admin_changes").renameTo("gone").execute();

describeOnBothEngines("what was done and the note of it", (open) => {
  async function openStores() {
    const database = await open();
    await insertPlugin(database, "shop");
    const parts = { database, clock: systemClock };
    const kinds = async () => (await createChangeLog(database, systemClock).list({ limit: 9 })).map(({ kind }) => kind);
    return { database, exports: createExportStore(parts), texts: createEditedTexts(parts), kinds };
  }

  test("are both there", async () => {
    const { exports, texts, kinds } = await openStores();
    const begun = await exports.begin("shop", PLAN, AUTHOR);
    if (begun === null) throw new Error("not begun");
    await exports.change(begun, { state: "paused" }, { noted: { kind: "export_paused", author: AUTHOR } });
    await exports.change(begun, { state: "paused" }, { noted: { kind: "export_paused", author: AUTHOR } });
    await texts.change(MAIL, { "greeting.plain": "Hi" }, AUTHOR);
    expect(await kinds()).toEqual(["mail_texts_changed", "export_paused", "export_started"]);
  });

  test("are neither there, of an export that is begun", async () => {
    const { database, exports } = await openStores();
    await breakNotes(database);
    await expect(exports.begin("shop", PLAN, AUTHOR)).rejects.toThrow();
    expect(await exports.find("shop")).toBeNull();
  });

  test("are neither there, of one that is paused and of words that are changed", async () => {
    const { database, exports, texts } = await openStores();
    const begun = await exports.begin("shop", PLAN, SERVICE);
    if (begun === null) throw new Error("not begun");
    await breakNotes(database);
    const noted = { kind: "export_paused", author: AUTHOR } as const;
    await expect(exports.change(begun, { state: "paused" }, { noted })).rejects.toThrow();
    expect((await exports.find("shop"))?.state).toBe("pending");
    await expect(texts.change(MAIL, { "greeting.plain": "Hi" }, AUTHOR)).rejects.toThrow();
    expect(await texts.read(MAIL)).toEqual({});
  });
});
