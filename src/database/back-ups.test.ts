import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { freshPostgresLocation, freshSqliteLocation } from "../../test/databases.ts";
import { systemClock } from "../clock.ts";
import { createLogger } from "../observability/logger.ts";
import { createBackUps } from "./back-ups.ts";
import { type Database, openDatabase } from "./database.ts";
import { BackUpNotPossibleError } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { setSetting } from "./settings-table.ts";

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

async function openFresh(fresh: typeof freshSqliteLocation): Promise<{ database: Database; folder: string }> {
  const { location, remove } = await fresh();
  const database = await openDatabase({ location, clock: systemClock, logger: createLogger({ level: "silent" }) });
  closings.push(remove, () => database.close());
  await migrate(database);
  return { database, folder: "path" in location ? join(location.path, "../backups") : "/nowhere" };
}

function clockFrom(start: string) {
  let now = Date.parse(start);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ...systemClock, now: () => now, pass };
}

function settingsIn(file: string): Map<string, string> {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    expect(copy.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    const rows = copy.prepare("SELECT key, value FROM settings").all();
    return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  } finally {
    copy.close();
  }
}

test("a copy is whole, as of one moment, although writing goes on, and nobody else may read it", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  const blob = "x".repeat(4_000);
  for (let index = 0; index < 2_000; index += 1) await setSetting(database, `before-${index}`, blob);
  const backUps = createBackUps({ database, folder, clock: systemClock });
  let isDone = false;
  const making = backUps.make().finally(() => {
    isDone = true;
  });
  // Two rows of one transaction: a copy has both or neither.
  let written = 0;
  for (; !isDone; written += 1) {
    await database.transaction(async (transaction) => {
      for (const key of [`left-${written}`, `right-${written}`])
        await transaction.insertInto("settings").values({ key, value: "1" }).execute();
    });
    await nextTurn();
  }
  const { file, bytes } = await making;
  expect(written).toBeGreaterThan(1);
  const settings = settingsIn(file);
  const keys = [...settings.keys()];
  expect(keys.filter((key) => key.startsWith("before-"))).toHaveLength(2_000);
  const sides = (side: string) => keys.filter((key) => key.startsWith(side)).map((key) => key.slice(side.length));
  expect(sides("left-").toSorted()).toEqual(sides("right-").toSorted());
  expect(bytes).toBe(statSync(file).size);
  expect(statSync(file).mode & 0o777).toBe(0o600);
}, 30_000);

test("copies succeed one after another, however much is written meanwhile", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  const blob = "x".repeat(4_000);
  for (let index = 0; index < 2_000; index += 1) await setSetting(database, `before-${index}`, blob);
  const backUps = createBackUps({ database, folder, clock: systemClock });
  for (let round = 0; round < 40; round += 1) {
    const copying = Promise.allSettled([backUps.make({ keep: 1 })]);
    let isDone = false;
    void copying.then(() => {
      isDone = true;
    });
    for (let written = 0; !isDone; written += 1) {
      await database.transaction((transaction) =>
        transaction
          .insertInto("settings")
          .values({ key: `meanwhile-${round}-${written}`, value: "1" })
          .execute(),
      );
      await nextTurn();
    }
    expect(await copying).toMatchObject([{ status: "fulfilled" }]);
  }
}, 60_000);

test("a copy that is asked for while something is written begins when that is written", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  const backUps = createBackUps({ database, folder, clock: systemClock });
  const making = await database.transaction(async (transaction) => {
    await transaction.insertInto("settings").values({ key: "first", value: "1" }).execute();
    const copied = backUps.make();
    copied.catch(() => {});
    // Longer than a copy takes.
    for (let count = 0; count < 50; count += 1) await mkdtemp(join(tmpdir(), "centra-klaviyo-turn-")).then(rmdir);
    await transaction.insertInto("settings").values({ key: "second", value: "2" }).execute();
    return { copied };
  });
  const { file } = await making.copied;
  expect([...settingsIn(file).keys()]).toEqual(expect.arrayContaining(["first", "second"]));
});

test("the newest stay, and what others put into the folder stays, too", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  const clock = clockFrom("2026-11-26T20:30:00Z");
  const backUps = createBackUps({ database, folder, clock });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "notes.txt"), "keep");
  const made: string[] = [];
  for (let day = 0; day < 4; day += 1) {
    const { file, removed } = await backUps.make({ keep: 2 });
    made.push(file);
    expect(removed).toEqual(day < 2 ? [] : [made[day - 2]]);
    clock.pass(86_400_000);
  }
  expect(readdirSync(folder).toSorted()).toEqual([
    "centra-klaviyo-20261128T203000Z.sqlite",
    "centra-klaviyo-20261129T203000Z.sqlite",
    "notes.txt",
  ]);
});

test("who asks while one is being made gets that one", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  const backUps = createBackUps({ database, folder, clock: systemClock });
  const [one, other] = await Promise.all([backUps.make(), backUps.make()]);
  expect(one).toEqual(other);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("the copy can be opened as the database that it is a copy of", async () => {
  const { database, folder } = await openFresh(freshSqliteLocation);
  await setSetting(database, "shop", "Ascaro");
  const { file } = await createBackUps({ database, folder, clock: systemClock }).make();
  await database.close();
  const restored = await openDatabase({
    ...{ location: { path: file }, clock: systemClock, logger: createLogger({ level: "silent" }) },
  });
  closings.push(() => restored.close());
  expect(await migrate(restored)).toEqual([]);
  expect(await restored.kysely.selectFrom("settings").select("value").where("key", "=", "shop").execute()).toEqual([
    { value: "Ascaro" },
  ]);
});

test("PostgreSQL has tools of its own", async () => {
  const { database, folder } = await openFresh(freshPostgresLocation);
  const backUps = createBackUps({ database, folder, clock: systemClock });
  await expect(backUps.make()).rejects.toBeInstanceOf(BackUpNotPossibleError);
});
