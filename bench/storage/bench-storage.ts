import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { type Database, type Engine, openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { type PostgresServer, startPostgres } from "../../test/postgres/postgres-server.ts";

/** A fresh database on disk, as durable as in production. */
export interface BenchStorage {
  readonly engine: Engine;
  readonly dataDir: string;
  /** Null for SQLite, whose file is in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly encryptionKey: Buffer;
  /** Opens it in this process, migrated; on SQLite nobody else may have it open meanwhile. */
  use<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** What PostgreSQL does by itself some time after a large fill, done now, so that it is not measured with the work: vacuum, statistics, checkpoint. */
  tidy(): Promise<void>;
  /** A second one, empty, on the same disk and server. */
  another(): Promise<BenchStorage>;
  remove(): Promise<void>;
}

/** Runs `work` with fresh storage and removes it. PostgreSQL is a server of its own, with fsync and its default settings but for the connections. */
export async function withStorage<Result>(
  engine: Engine,
  work: (storage: BenchStorage) => Promise<Result>,
): Promise<Result> {
  const server = engine === "postgres" ? await startPostgres({ fsync: true }) : null;
  const storage = await createStorage(server);
  try {
    return await work(storage);
  } finally {
    await storage.remove();
    await server?.remove();
  }
}

async function createStorage(server: PostgresServer | null): Promise<BenchStorage> {
  const dataDir = mkdtempSync(join(tmpdir(), "centra-klaviyo-bench-"));
  const databaseUrl = server === null ? null : await createDatabase(server);
  const location = databaseUrl === null ? { path: join(dataDir, "centra-klaviyo.sqlite") } : { url: databaseUrl };
  return {
    engine: server === null ? "sqlite" : "postgres",
    dataDir,
    databaseUrl,
    encryptionKey: randomBytes(32),
    async use(work) {
      const database = await openDatabase({ location, clock: systemClock, logger: pino({ level: "silent" }) });
      try {
        await migrate(database);
        return await work(database);
      } finally {
        await database.close();
      }
    },
    tidy: async () => {
      if (databaseUrl !== null) await administer(databaseUrl, "VACUUM (ANALYZE)", "CHECKPOINT");
    },
    another: () => createStorage(server),
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

async function createDatabase(server: PostgresServer): Promise<string> {
  const name = `bench_${randomBytes(6).toString("hex")}`;
  await administer(server.urlOf("postgres"), `CREATE DATABASE ${name}`);
  return server.urlOf(name);
}

/** On a connection without limits of time. */
async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
