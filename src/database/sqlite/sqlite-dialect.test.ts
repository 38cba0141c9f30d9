import type { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FreshLocation, freshSqliteLocation } from "../../../test/databases.ts";
import type { Schema } from "../schema.ts";
import { type CommitLevel, createCommitLevel } from "./commit-level.ts";
import { cacheStatements, nodeSqliteDialect } from "./sqlite-dialect.ts";
import { openSqliteFile } from "./sqlite-file.ts";

const WAITS_FOR_THE_DISK = 2;

let fresh: FreshLocation;
let file: DatabaseSync;
let level: CommitLevel;
let kysely: Kysely<Schema>;
/** What a ROLLBACK through the driver comes to. */
let failsToRollBack = false;

beforeEach(async () => {
  fresh = await freshSqliteLocation();
  file = openSqliteFile("path" in fresh.location ? fresh.location.path : "");
  file.exec("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT)");
  level = createCommitLevel(file);
  failsToRollBack = false;
  const prepare = cacheStatements(file);
  const dialect = nodeSqliteDialect({
    file,
    makeReady: level.makeReady,
    prepare: (statement) => {
      if (failsToRollBack && statement === "ROLLBACK") throw new Error("no memory to roll back");
      return prepare(statement);
    },
  });
  kysely = new Kysely<Schema>({ dialect });
});

afterEach(async () => {
  await kysely.destroy();
  file.close();
  await fresh.remove();
});

/** A transaction that does not wait for the disk, fails half-way, and is not rolled back. */
async function leaveTransactionOpen(): Promise<void> {
  failsToRollBack = true;
  const leaving = kysely.connection().execute((connection) => {
    level.relax();
    return connection.transaction().execute(async (transaction) => {
      await transaction.insertInto("settings").values({ key: "left", value: "open" }).execute();
      throw new Error("changed my mind");
    });
  });
  await expect(leaving).rejects.toThrow();
  expect(file.isTransaction).toBe(true);
}

const readLevel = () => sql<{ synchronous: number }>`SELECT synchronous FROM pragma_synchronous`;

test("after a rollback that failed the next transaction waits for the disk, and knows nothing of the one before", async () => {
  await leaveTransactionOpen();
  const seen = await kysely.transaction().execute(async (transaction) => {
    const { rows } = await readLevel().execute(transaction);
    return { rows, settings: await transaction.selectFrom("settings").selectAll().execute() };
  });
  expect(seen).toEqual({ rows: [{ synchronous: WAITS_FOR_THE_DISK }], settings: [] });
});

test("after a rollback that failed a single statement is committed, and waits for the disk", async () => {
  await leaveTransactionOpen();
  await kysely.insertInto("settings").values({ key: "a", value: "1" }).execute();
  expect(file.isTransaction).toBe(false);
  expect((await readLevel().execute(kysely)).rows).toEqual([{ synchronous: WAITS_FOR_THE_DISK }]);
  expect(await kysely.selectFrom("settings").selectAll().execute()).toEqual([{ key: "a", value: "1" }]);
});

test("a connection that cannot be made ready does nothing, and is tried again", async () => {
  await leaveTransactionOpen();
  const { exec } = file;
  file.exec = (statement) => {
    if (statement === "ROLLBACK") throw new Error("still no memory");
    exec.call(file, statement);
  };
  const insert = () => kysely.insertInto("settings").values({ key: "a", value: "1" }).execute();
  await expect(insert()).rejects.toThrow("still no memory");
  await expect(kysely.transaction().execute(insert)).rejects.toThrow("still no memory");
  file.exec = exec;
  await insert();
  expect(await kysely.selectFrom("settings").selectAll().execute()).toEqual([{ key: "a", value: "1" }]);
});
