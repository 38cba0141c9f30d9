import { backup, type DatabaseSync } from "node:sqlite";
import { Kysely, sql, type Transaction } from "kysely";
import type { Clock } from "../../clock.ts";
import type { Database, Insertion, PayloadRow, ValueTable } from "../database.ts";
import { createEmitter } from "../emitter.ts";
import { toDatabaseError } from "../errors.ts";
import { reportUnavailable } from "../report-unavailable.ts";
import type { Schema } from "../schema.ts";
import { type CommitLevel, createCommitLevel } from "./commit-level.ts";
import { cacheStatements, nodeSqliteDialect, type PrepareStatement } from "./sqlite-dialect.ts";
import { openSqliteFile } from "./sqlite-file.ts";

/** Of 4 KB, copied in one step, for which others wait: less than a millisecond's work. */
const PAGES_AT_ONCE = 100;

/** The embedded database: one file, owned by this process. Its clock is this machine's. */
export function openSqlite(options: { readonly path: string; readonly clock: Clock }): Database {
  const file = openSqliteFile(options.path);
  endLeasesOfEarlierProcesses(file);
  const prepare = cacheStatements(file);
  const level = createCommitLevel(file);
  const dialect = nodeSqliteDialect({ file, prepare, makeReady: level.makeReady });
  const kysely = new Kysely<Schema>({ dialect: reportUnavailable(dialect) });
  const emitter = createEmitter();
  let closed = false;

  return {
    dialect: "sqlite",
    kysely,
    transaction: (work, { isDurable = true } = {}) =>
      isDurable ? kysely.transaction().execute(work) : transactWithoutWaiting(kysely, level, work),
    values: valuesFromJson,
    insertNew: async (_transaction, insertion) => rethrow(() => insertNewRows(prepare, insertion)),
    insertPayloads: async (_transaction, rows) => rethrow(() => insertPayloadRows(prepare, rows)),
    time: () => sql<number>`${options.clock.now()}`,
    now: async () => options.clock.now(),
    listen: emitter.listen,
    notify: emitter.notify,
    copyTo: (path) => copyWhileOthersWrite(kysely, file, path),
    close: async () => {
      if (closed) return;
      closed = true;
      await kysely.destroy();
      file.close();
    },
  };
}

/**
 * Node's `backup` steps on a thread of its own. A step that falls into a transaction of this connection is taken again, save the first, with
 * which the whole copy fails ("not an error"): so nobody gets the connection until the first is done.
 */
async function copyWhileOthersWrite(kysely: Kysely<Schema>, file: DatabaseSync, path: string): Promise<void> {
  const begun = Promise.withResolvers<void>();
  const { copied } = await kysely.connection().execute(async () => {
    const copied = backup(file, path, { rate: PAGES_AT_ONCE, progress: () => begun.resolve() });
    await Promise.race([begun.promise, copied]);
    // In an object, since it is not waited for here.
    return { copied };
  });
  await copied;
}

/** The lock on the file proves that no earlier holder is alive, so nobody waits for its leases to run out. */
function endLeasesOfEarlierProcesses(file: DatabaseSync): void {
  const hasTable = file.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  if (hasTable.get("leases")) file.exec("UPDATE leases SET holder = NULL, expires_at = 0 WHERE holder IS NOT NULL");
  if (hasTable.get("workers")) file.exec("DELETE FROM workers");
}

/** The level cannot be changed within a transaction, so the connection is kept for both steps; who gets it next finds it as before. */
function transactWithoutWaiting<Result>(
  kysely: Kysely<Schema>,
  level: CommitLevel,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return kysely.connection().execute((connection) => {
    level.relax();
    return connection.transaction().execute(work);
  });
}

function valuesFromJson(alias: string, { columns, rows }: ValueTable) {
  const selected = Object.keys(columns).map((column, index) => `value ->> ${index} AS ${column}`);
  return sql`(SELECT ${sql.raw(selected.join(", "))} FROM json_each(${JSON.stringify(rows)})) AS ${sql.raw(alias)}`;
}

/** In process a statement costs microseconds: row by row is faster than any statement over many rows. */
function insertNewRows(prepare: PrepareStatement, { table, columns, rows }: Insertion): (number | null)[] {
  const names = Object.keys(columns);
  const insert = prepare(
    `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`,
  );
  return rows.map((row) => {
    const { changes, lastInsertRowid } = insert.run(...row);
    return Number(changes) === 1 ? Number(lastInsertRowid) : null;
  });
}

function insertPayloadRows(prepare: PrepareStatement, rows: readonly PayloadRow[]): void {
  const insert = prepare("INSERT INTO outbox_payloads (event_id, body, profile) VALUES (?, ?, ?)");
  for (const row of rows) insert.run(...row);
}

function rethrow<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toDatabaseError(error);
  }
}
