import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { EXPORT_STATES } from "../history/export.ts";
import { EVENT_STATES } from "../outbox/outbox.ts";
import type { Database, Engine } from "./database.ts";
import { migrate, requireMigrated } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";

const current = MIGRATIONS.at(-1)?.version ?? 0;

const nextStep = (given: Partial<Migration> = {}): Migration => ({
  version: current + 1,
  name: "one table more",
  worksWithSoftwareOf: current,
  statements: () => ["CREATE TABLE one_more (id INTEGER)"],
  ...given,
});

/** The schema as the database itself describes it, one statement or line a thing. */
const DESCRIBE: Record<Engine, string> = {
  sqlite:
    "SELECT sql || ';' AS line FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
  postgres: `
    SELECT line FROM (
      SELECT c.relname AS name, 0 AS part, 0 AS place, 'TABLE ' || c.relname
        || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS line
      FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT c.relname, 1, a.attnum, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
        || CASE WHEN a.attidentity <> '' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
        || CASE WHEN a.attstorage = 'e' THEN ' STORAGE EXTERNAL' ELSE '' END
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT t.relname, 2, 0, '  CONSTRAINT ' || n.conname || ' ' || pg_get_constraintdef(n.oid)
      FROM pg_constraint n JOIN pg_class t ON t.oid = n.conrelid
      WHERE t.relnamespace = 'public'::regnamespace AND n.contype <> 'n'
      UNION ALL
      SELECT tablename, 3, 0, '  ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    ) AS lines ORDER BY name, part, place, line`,
};

async function describeSchema(database: Database): Promise<string> {
  const { rows } = await sql<{ line: string }>`${sql.raw(DESCRIBE[database.dialect])}`.execute(database.kysely);
  return `${rows.map(({ line }) => line).join("\n")}\n`;
}

describeOnBothEngines("migrations", (open) => {
  test("the committed picture of the schema is what the migrations make (renew it with `vitest run src/database/migrate.test.ts -u`)", async () => {
    const database = await open();
    const picture = `-- Made by migrate.test.ts from the database itself; renew it with: npx vitest run src/database/migrate.test.ts -u\n${await describeSchema(database)}`;
    await expect(picture).toMatchFileSnapshot(`schema.${database.dialect}.sql`);
  });

  test("steps are numbered upwards, and each leaves room for the release before or says that it does not", () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
    for (const { version, worksWithSoftwareOf } of MIGRATIONS) {
      expect(worksWithSoftwareOf).toBeLessThanOrEqual(version);
    }
  });

  test("the states in the code are those that the database lets in", async () => {
    const picture = await describeSchema(await open());
    const checks = [...picture.matchAll(/\bstate\b[^\n]*?(?:IN|ARRAY)[^\n]*?[([]((?:'[^']*'(?:::text)?,? ?)+)/g)];
    const states = checks.map(([, list = ""]) => [...list.matchAll(/'([^']*)'/g)].map((match) => match[1]));
    expect(states).toContainEqual([...EVENT_STATES]);
    expect(states).toContainEqual([...EXPORT_STATES]);
  });

  test("migrating again does nothing", async () => {
    const database = await open();
    expect(await migrate(database)).toEqual([]);
    await requireMigrated(database);
  });

  test("processes that start at once take each step once", async () => {
    const database = await open();
    const others = database.dialect === "postgres" ? [await open(), await open()] : [];
    const taken = await Promise.all([database, ...others].map((one) => migrate(one, [...MIGRATIONS, nextStep()])));
    expect(taken.flat()).toEqual(["one table more"]);
  });

  test("a step that fails leaves nothing behind", async () => {
    const database = await open();
    const broken = nextStep({
      statements: () => ["CREATE TABLE one_more (id INTEGER)", "CREATE TABLE outbox (id INTEGER)"],
    });
    await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow(/outbox/);
    expect(await migrate(database, [...MIGRATIONS, nextStep()])).toEqual(["one table more"]);
  });

  test("this version works on the database of the next one when that only added to it", async () => {
    const database = await open();
    await migrate(database, [...MIGRATIONS, nextStep()]);
    expect(await migrate(database)).toEqual([]);
    await requireMigrated(database);
  });

  test("this version refuses the database of a newer one that it cannot work beside", async () => {
    const database = await open();
    await migrate(database, [...MIGRATIONS, nextStep({ worksWithSoftwareOf: current + 1 })]);
    await expect(migrate(database)).rejects.toMatchObject({ code: "database_too_new" });
    await expect(requireMigrated(database)).rejects.toMatchObject({ code: "database_too_new" });
  });

  test("a process that does not migrate says when that is still to be done", async () => {
    const database = await open();
    await expect(requireMigrated(database, [...MIGRATIONS, nextStep()])).rejects.toMatchObject({
      code: "database_not_migrated",
    });
  });
});
