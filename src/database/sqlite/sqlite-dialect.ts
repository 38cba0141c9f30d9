import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

/** A loop of awaited queries never leaves the microtask queue by itself; after this long, timers and sockets get their turn. */
const LONGEST_TURN_MS = 2;

const CACHED_STATEMENTS = 500;

/** The statements of one file, each prepared once. */
export type PrepareStatement = (sql: string) => StatementSync;

export function cacheStatements(file: DatabaseSync): PrepareStatement {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= CACHED_STATEMENTS) statements.clear();
    const statement = file.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

interface NodeSqlite {
  readonly file: DatabaseSync;
  readonly prepare: PrepareStatement;
  /** Called before each use of the connection. When it throws, so does every statement of that use. */
  readonly makeReady: () => void;
}

/** Kysely on Node's own SQLite: one connection, used by one at a time. */
export function nodeSqliteDialect(options: NodeSqlite): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(options),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver({ file, prepare, makeReady }: NodeSqlite): Driver {
  /** Why the connection cannot be used. Kysely would never give a connection again whose acquisition fails, so its statements fail instead. */
  let unready: { readonly error: unknown } | null = null;
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery) => {
      if (unready !== null) throw unready.error;
      return run<Row>(prepare(query.sql), query.parameters);
    },
    streamQuery: () => {
      throw new Error("SQLite queries are not streamed: ask for pages instead.");
    },
  };
  let turnBegan = performance.now();
  return {
    init: async () => {},
    acquireConnection: async () => {
      if (performance.now() - turnBegan > LONGEST_TURN_MS) {
        await nextTurn();
        turnBegan = performance.now();
      }
      try {
        makeReady();
        unready = null;
      } catch (error) {
        unready = { error };
      }
      return connection;
    },
    beginTransaction: async () => {
      await connection.executeQuery(CompiledQuery.raw("BEGIN IMMEDIATE"));
    },
    commitTransaction: async () => {
      await connection.executeQuery(CompiledQuery.raw("COMMIT"));
    },
    // A full disk or a failing one makes SQLite roll back by itself; a second rollback would hide that error.
    rollbackTransaction: async () => {
      if (file.isTransaction) await connection.executeQuery(CompiledQuery.raw("ROLLBACK"));
    },
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

/** By statement: the names of its columns; none when it answers no rows. */
const columnNames = new WeakMap<StatementSync, readonly string[]>();

function columnsOf(statement: StatementSync): readonly string[] {
  let names = columnNames.get(statement);
  if (names === undefined) {
    names = statement.columns().map(({ name }) => name);
    statement.setReturnArrays(true);
    columnNames.set(statement, names);
  }
  return names;
}

function run<Row>(statement: StatementSync, parameters: readonly unknown[]): QueryResult<Row> {
  const bound = parameters.map(toInputValue);
  const names = columnsOf(statement);
  if (names.length > 0) {
    // The type of a row is the query builder's word; the driver cannot check it.
    return { rows: statement.all(...bound).map((values) => toRow(names, values)) as Row[] };
  }
  const { changes, lastInsertRowid } = statement.run(...bound);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** Objects of one shape, which SQLite's own are not: they are small and quick to read. */
function toRow(names: readonly string[], values: Record<string, unknown>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) row[name] = values[index];
  return row;
}

function toInputValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  throw new TypeError(`A ${typeof value} cannot be stored in SQLite: convert it to text or a number first.`);
}
