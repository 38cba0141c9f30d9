import { Socket } from "node:net";
import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { Database, DatabaseOptions, Insertion, PayloadRow, ValueTable } from "../database.ts";
import { reportUnavailable } from "../report-unavailable.ts";
import type { Schema } from "../schema.ts";
import { connectionSettings, IDLE_TIMEOUT_MS, SILENCE_TIMEOUT_MS } from "./connection-settings.ts";
import { createNotifications } from "./notifications.ts";

const DEFAULT_MAX_CONNECTIONS = 10;
/** A statement takes 65,535 parameters. */
const PAYLOADS_AT_ONCE = 1_000;
const TRANSACTION_TRIES = 3;
/** serialization_failure and deadlock_detected: the server asks for another try. */
const TRY_AGAIN = new Set(["40001", "40P01"]);

/** PostgreSQL, for any number of processes. Connections come and go by themselves; a lost one fails its statement, never the process. */
export function openPostgres(options: Omit<DatabaseOptions, "location"> & { readonly url: string }): Database {
  const pool = new pg.Pool({
    ...connectionSettings(options.url),
    max: options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
  });
  pool.on("error", (error) => options.logger.warn({ error: error.message }, "an idle database connection was lost"));
  pool.on("connect", (client) => {
    // A connection that breaks while it is checked out reports on the client as well as through its query.
    client.on("error", () => {});
    // pg gives up the query alone: a half-open connection would go back to the pool, and be the first to be taken again.
    const { stream } = client.connection;
    if (stream instanceof Socket) stream.setTimeout(SILENCE_TIMEOUT_MS, () => stream.destroy());
  });

  const kysely = new Kysely<Schema>({ dialect: reportUnavailable(new PostgresDialect({ pool })) });
  const notifications = createNotifications({ url: options.url, pool, clock: options.clock, logger: options.logger });
  const time = () => sql<number>`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
  let closed = false;

  return {
    dialect: "postgres",
    kysely,
    transaction: (work, { isDurable = true } = {}) =>
      transactWithRetry(kysely, isDurable ? work : (transaction) => transactWithoutWaiting(transaction, work)),
    values: valuesFromArrays,
    insertNew: insertNewRows,
    insertPayloads: insertPayloadRows,
    time,
    now: async () => {
      const { rows } = await sql<{ now: number }>`SELECT ${time()} AS now`.execute(kysely);
      return rows[0]?.now ?? options.clock.now();
    },
    listen: notifications.listen,
    notify: notifications.notify,
    copyTo: null,
    close: async () => {
      if (closed) return;
      closed = true;
      await notifications.close();
      await kysely.destroy();
    },
  };
}

async function transactWithRetry<Result>(
  kysely: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kysely.transaction().execute(work);
    } catch (error) {
      const mayTryAgain = error instanceof pg.DatabaseError && TRY_AGAIN.has(error.code ?? "");
      if (!mayTryAgain || attempt === TRANSACTION_TRIES) throw error;
    }
  }
}

async function transactWithoutWaiting<Result>(
  transaction: Transaction<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  await sql`SET LOCAL synchronous_commit TO OFF`.execute(transaction);
  return work(transaction);
}

function valuesFromArrays(alias: string, { columns, rows }: ValueTable) {
  const arrays = Object.values(columns).map((type, index) => {
    const values = rows.map((row) => row[index] ?? null);
    return sql`${values}::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)}) AS ${sql.raw(`${alias}(${Object.keys(columns).join(", ")})`)}`;
}

/** Ids are drawn after the sort, so they rise in the order of the rows. */
async function insertNewRows(transaction: Transaction<Schema>, insertion: Insertion): Promise<(number | null)[]> {
  const names = Object.keys(insertion.columns);
  const arrays = Object.values(insertion.columns).map((type, index) => {
    const values = insertion.rows.map((row) => row[index] ?? null);
    return sql`${values}::${sql.raw(type)}[]`;
  });
  const columns = sql.raw(names.join(", "));
  const { rows } = await sql<{ id: number; key: string }>`
    INSERT INTO ${sql.table(insertion.table)} (${columns})
    SELECT ${columns} FROM unnest(${sql.join(arrays)}) WITH ORDINALITY AS v(${columns}, ordinal) ORDER BY ordinal
    ON CONFLICT DO NOTHING
    RETURNING id, jsonb_build_array(${sql.raw(insertion.key.join(", "))})::text AS key`.execute(transaction);

  const idByKey = new Map(rows.map((row) => [JSON.stringify(JSON.parse(row.key)), row.id]));
  const keyIndexes = insertion.key.map((name) => names.indexOf(name));
  return insertion.rows.map((row) => idByKey.get(JSON.stringify(keyIndexes.map((index) => row[index]))) ?? null);
}

/** A parameter a value: in an array, texts of kilobytes would have to be escaped, and read again by the server. */
async function insertPayloadRows(transaction: Transaction<Schema>, rows: readonly PayloadRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PAYLOADS_AT_ONCE) {
    const some = rows.slice(from, from + PAYLOADS_AT_ONCE);
    const places = some.map((_, index) => `($${index * 3 + 1}::bigint, $${index * 3 + 2}, $${index * 3 + 3})`);
    const statement = `INSERT INTO outbox_payloads (event_id, body, profile) VALUES ${places.join(", ")}`;
    await transaction.executeQuery(CompiledQuery.raw(statement, some.flat()));
  }
}
