import type { Kysely, RawBuilder, Transaction } from "kysely";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { openPostgres } from "./postgres/open-postgres.ts";
import type { Schema } from "./schema.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";

export type Engine = "sqlite" | "postgres";

export type SqlValue = string | number | null;

/** Columns in order, each with its type. */
export type ColumnTypes = Readonly<Record<string, "text" | "bigint">>;

/** A table of values within a statement, one parameter (PostgreSQL: one a column) however many rows there are. */
export interface ValueTable {
  readonly columns: ColumnTypes;
  readonly rows: readonly (readonly SqlValue[])[];
}

export interface Insertion extends ValueTable {
  readonly table: "outbox" | "held_events";
  /** The columns of the unique index that tells a new row from one that is there. */
  readonly key: readonly string[];
}

export interface TransactionOptions {
  /**
   * False: the commit does not wait for the disk, so the machine's (PostgreSQL: the server's) sudden end may undo it; the end of this
   * process does not. All or nothing as ever, and never kept where an earlier one was undone. Default true.
   */
  readonly isDurable?: boolean;
}

/** One database behind one query builder; what differs between SQLite and PostgreSQL ends here. */
export interface Database {
  readonly dialect: Engine;
  readonly kysely: Kysely<Schema>;
  /** Runs `work` in a transaction, again (at most three times in all) when PostgreSQL gave it up to a deadlock. Never wait for anything else inside. */
  transaction<Result>(
    work: (transaction: Transaction<Schema>) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** `FROM ${database.values("v", table)}`: the rows as a table with that alias, in order. */
  values(alias: string, table: ValueTable): RawBuilder<unknown>;
  /** Inserts rows in order, leaving out those that the unique index already has: the new id of each, null where one was there. The keys of the rows must differ. */
  insertNew(transaction: Transaction<Schema>, insertion: Insertion): Promise<(number | null)[]>;
  /** Inserts rows that are known to be new. */
  insertPayloads(transaction: Transaction<Schema>, rows: readonly PayloadRow[]): Promise<void>;
  /** The database's own time, milliseconds since the epoch, as an expression for a statement. */
  time(): RawBuilder<number>;
  /** The database's own time, milliseconds since the epoch. */
  now(): Promise<number>;
  /**
   * Calls the listener with every payload that was notified on the channel, in this process or another on the same database;
   * with null when notifications may have been missed. Answers how to stop. A notification is a hint to look, never the only way to learn.
   */
  listen(channel: string, listener: (payload: string | null) => void): () => void;
  /** At once for listeners in this process, within milliseconds for others; never inside a transaction, where NOTIFY makes commits queue up. */
  notify(channel: string, payload: string): void;
  /**
   * Copies everything as it is at one moment into a new SQLite file, a little at a time, while others go on reading and writing. Null on PostgreSQL,
   * which has tools of its own.
   */
  readonly copyTo: ((path: string) => Promise<void>) | null;
  close(): Promise<void>;
}

export type PayloadRow = readonly [eventId: number, body: string, profile: string];

export interface DatabaseOptions {
  /** A file for SQLite, a postgres:// address for PostgreSQL. */
  readonly location: { readonly path: string } | { readonly url: string };
  readonly clock: Clock;
  readonly logger: Pick<Logger, "info" | "warn">;
  /** PostgreSQL: connections at most. Default 10. */
  readonly maxConnections?: number;
}

/** Opens the database; its tables are `migrate`'s to make. Throws DatabaseInUseError when another process owns the file. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { location, ...rest } = options;
  return "path" in location
    ? openSqlite({ ...rest, path: location.path })
    : openPostgres({ ...rest, url: location.url });
}
