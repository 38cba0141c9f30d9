import { readdir, utimes } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../databases.ts";
import { opensStages, PLUGIN } from "./export-stage.ts";
import { makeShop } from "./make-shop.ts";

const DAY_MS = 86_400_000;

describeOnBothEngines("files that no export reads", (open) => {
  const start = opensStages(open);

  test("go a day after they were handed over; those of an export that may go on, and newer ones, stay", async () => {
    const { history, upload } = await start({ isStarted: false });
    const lines = makeShop(3, { first: "2022-09-01T00:00:00Z" }).flatMap((customer) => customer.lines);
    const [needed, abandoned, fresh] = [await upload(lines), await upload(lines), await upload(lines, "csv")];
    await history.start(PLUGIN, { from: "2022-09-01", file: needed });
    await history.pause(PLUGIN);
    const touchedAgo = async (file: string, ms: number) => {
      const moment = new Date(Date.now() - ms);
      await utimes(history.uploads.path(file), moment, moment);
    };
    await touchedAgo(needed, 3 * DAY_MS);
    await touchedAgo(abandoned, DAY_MS + 60_000);
    await touchedAgo(fresh, DAY_MS - 60_000);

    const next = await history.uploads.create("ndjson");
    const folder = history.uploads.path(next).slice(0, -next.length);
    expect((await readdir(folder)).toSorted()).toEqual([needed, fresh, next].toSorted());

    await history.cancel(PLUGIN);
    await touchedAgo(fresh, 2 * DAY_MS);
    await history.removeAbandonedFiles();
    expect(await readdir(folder)).toEqual([next]);
  });
});
