import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothEngines, type OpenDatabase, PATIENTLY } from "../../test/databases.ts";
import type { Database, TransactionOptions } from "./database.ts";
import { getSetting, initSetting, setSetting } from "./settings-table.ts";

describeOnBothEngines("the database", (open) => {
  test("a transaction that fails changes nothing, and the next one works", async () => {
    const database = await open();
    const failing = database.transaction(async (transaction) => {
      await transaction.insertInto("settings").values({ key: "a", value: "1" }).execute();
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await getSetting(database, "a")).toBeNull();
    await database.transaction((transaction) =>
      transaction.insertInto("settings").values({ key: "a", value: "2" }).execute(),
    );
    expect(await getSetting(database, "a")).toBe("2");
  });

  test.each([
    { what: "that wait for the disk", durable: () => true },
    { what: "that do not", durable: () => false },
    { what: "of both kinds", durable: (index: number) => index % 2 === 0 },
  ])("transactions $what, coming at once, do not mix", async ({ durable }) => {
    const database = await open();
    await setSetting(database, "count", "0");
    const raise = (_: unknown, index: number) =>
      database.transaction(
        async (transaction) => {
          await sql`UPDATE settings SET value = value WHERE key = 'count'`.execute(transaction);
          const row = await transaction
            .selectFrom("settings")
            .select("value")
            .where("key", "=", "count")
            .executeTakeFirstOrThrow();
          await transaction
            .updateTable("settings")
            .set({ value: String(Number(row.value) + 1) })
            .where("key", "=", "count")
            .execute();
        },
        { isDurable: durable(index) },
      );
    await Promise.all(Array.from({ length: 20 }, raise));
    expect(await getSetting(database, "count")).toBe("20");
  });

  test("only a transaction that may be undone by a power cut does without the disk", async () => {
    const database = await openWaitingForTheDisk(open);
    const read = async (options?: TransactionOptions) => {
      const { rows } = await database.transaction(
        (transaction) =>
          database.dialect === "postgres"
            ? sql<{ level: unknown }>`SELECT current_setting('synchronous_commit') AS level`.execute(transaction)
            : sql<{ level: unknown }>`SELECT synchronous AS level FROM pragma_synchronous`.execute(transaction),
        options,
      );
      return rows[0]?.level;
    };
    const [durable, quick] = database.dialect === "postgres" ? ["on", "off"] : [2, 1];
    expect(await read({ isDurable: false })).toBe(quick);
    expect(await read()).toBe(durable);
    const failing = database.transaction(
      async () => {
        throw new Error("changed my mind");
      },
      { isDurable: false },
    );
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await read({ isDurable: true })).toBe(durable);
  });

  test("the first to set an initial setting decides for all", async () => {
    const database = await open();
    const values = await Promise.all(["a", "b", "c"].map((value) => initSetting(database, "token", value)));
    expect(new Set(values).size).toBe(1);
    await setSetting(database, "token", "later");
    expect(await initSetting(database, "token", "d")).toBe("later");
  });

  test("integers beyond 32 bits come back as they were, and unsafe ones are refused", async () => {
    const database = await open();
    const read = async (integer: string) => {
      const type = database.dialect === "postgres" ? "bigint" : "integer";
      const { rows } = await sql<{ n: number }>`SELECT CAST(${integer} AS ${sql.raw(type)}) AS n`.execute(
        database.kysely,
      );
      return rows[0]?.n;
    };
    expect(await read("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
    await expect(read("9007199254740993")).rejects.toThrow(RangeError);
  });

  test("a table of values keeps order, types and nulls", async () => {
    const database = await open();
    const rows = [
      [3, "a \"quoted\" {text}, \\ and 'more' å", null],
      [1, null, 9_007_199_254_740_991],
      [2, "", 0],
    ] as const;
    const table = database.values("v", { columns: { a: "bigint", b: "text", c: "bigint" }, rows });
    const answer = await sql<{ a: number; b: string | null; c: number | null }>`SELECT a, b, c FROM ${table}`.execute(
      database.kysely,
    );
    expect(answer.rows.map(({ a, b, c }) => [a, b, c])).toEqual(rows);
  });

  test("the time is the present", async () => {
    const database = await open();
    const before = Date.now() - 60_000;
    expect(await database.now()).toBeGreaterThan(before);
  });

  test("listeners of a channel, and no others, hear what is notified, until they stop", async () => {
    const database = await open();
    const heard: string[] = [];
    const stop = database.listen("news", (payload) => heard.push(`first ${payload}`));
    database.listen("news", (payload) => heard.push(`second ${payload}`));
    database.listen("weather", (payload) => heard.push(`wrong ${payload}`));
    database.notify("news", "a");
    await expect.poll(() => heard, PATIENTLY).toEqual(expect.arrayContaining(["first a", "second a"]));
    stop();
    database.notify("news", "b");
    await expect.poll(() => heard, PATIENTLY).toEqual(expect.arrayContaining(["second b"]));
    expect(heard).not.toContain("first b");
    expect(heard).not.toContain("wrong a");
  });

  test("closing twice is closing once", async () => {
    const database = await open();
    await database.close();
    await database.close();
  });
});

/** The test server waits for no disk, unlike one in production. */
async function openWaitingForTheDisk(open: OpenDatabase): Promise<Database> {
  const database = await open();
  if (database.dialect === "sqlite") return database;
  const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(database.kysely);
  await sql`ALTER DATABASE ${sql.id(rows[0]?.name ?? "")} SET synchronous_commit TO on`.execute(database.kysely);
  return open();
}
