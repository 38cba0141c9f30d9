import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "./database.ts";
import { DatabaseNotMigratedError, DatabaseTooNewError } from "./errors.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";
import type { Schema } from "./schema.ts";

/** The name of the advisory lock that lets one process migrate at a time. */
const MIGRATION_LOCK = 7_205_759_403_792;

/**
 * Brings the tables up to this software's version: all steps or none, safe when several processes start at once. Answers the
 * names of the steps taken. Throws DatabaseTooNewError when a newer version has left nothing that this one can use.
 */
export async function migrate(database: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return database.transaction(async (transaction) => {
    if (database.dialect === "postgres")
      await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    await createHistory(transaction);
    const { version } = await checkVersion(transaction, migrations);
    const steps = migrations.filter((migration) => migration.version > version);
    for (const step of steps) await take(database, transaction, step);
    return steps.map((step) => step.name);
  });
}

/** Throws when this software cannot use the database as it is, for processes that leave migrating to another. */
export async function requireMigrated(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const wanted = migrations.at(-1)?.version ?? 0;
  if (!(await hasHistory(database))) throw new DatabaseNotMigratedError(0, wanted);
  const { version } = await checkVersion(database.kysely, migrations);
  if (version < wanted) throw new DatabaseNotMigratedError(version, wanted);
}

async function createHistory(transaction: Transaction<Schema>): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS schema_versions (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    works_with_software_of INTEGER NOT NULL
  )`.execute(transaction);
}

async function hasHistory(database: Database): Promise<boolean> {
  const tables = await database.kysely.introspection.getTables();
  return tables.some((table) => table.name === "schema_versions");
}

async function checkVersion(kysely: Kysely<Schema>, migrations: readonly Migration[]): Promise<{ version: number }> {
  const { rows } = await sql<{ version: number | null; oldest: number | null }>`
    SELECT max(version) AS version, max(works_with_software_of) AS oldest FROM schema_versions`.execute(kysely);
  const { version, oldest } = rows[0] ?? {};
  const software = migrations.at(-1)?.version ?? 0;
  if ((oldest ?? 0) > software) throw new DatabaseTooNewError(version ?? 0, software);
  return { version: version ?? 0 };
}

async function take(database: Database, transaction: Transaction<Schema>, step: Migration): Promise<void> {
  for (const statement of step.statements(database.dialect)) await sql.raw(statement).execute(transaction);
  await sql`INSERT INTO schema_versions (version, name, works_with_software_of)
    VALUES (${step.version}, ${step.name}, ${step.worksWithSoftwareOf})`.execute(transaction);
}
