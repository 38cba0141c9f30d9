import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterEach, describe, inject } from "vitest";
import { type Clock, systemClock } from "../src/clock.ts";
import { type Database, openDatabase } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";

const logger = pino({ level: "silent" });

/** For `expect.poll`: the longest that a busy machine may take for what comes by itself. */
export const PATIENTLY = { timeout: 90_000 };

/** A database of the test's own, migrated and empty. Asking again opens the same one anew on PostgreSQL, as another process would. */
export type OpenDatabase = (clock?: Clock) => Promise<Database>;

/** Runs the same tests on SQLite and on PostgreSQL; every test has a fresh database, closed and removed when it ends. */
export function describeOnBothEngines(name: string, define: (open: OpenDatabase) => void): void {
  describe.each([
    ["SQLite", freshSqliteLocation],
    ["PostgreSQL", freshPostgresLocation],
  ] as const)(`${name} on %s`, (_engine, freshLocation) => {
    let fresh: ReturnType<typeof freshLocation> | null = null;
    const opened: Database[] = [];

    afterEach(async () => {
      for (const database of opened.splice(0)) await database.close();
      await (await fresh)?.remove();
      fresh = null;
    });

    define(async (clock = systemClock) => {
      fresh ??= freshLocation();
      const { location } = await fresh;
      const database = await openDatabase({ location, clock, logger, maxConnections: 5 });
      opened.push(database);
      await migrate(database);
      return database;
    });
  });
}

export type FreshLocation = {
  readonly location: { readonly path: string } | { readonly url: string };
  readonly remove: () => Promise<void>;
};

/** A file in a directory of its own; on disk, since that is what is promised. */
export async function freshSqliteLocation(): Promise<FreshLocation> {
  const directory = mkdtempSync(join(tmpdir(), "centra-klaviyo-test-"));
  return {
    location: { path: join(directory, "data", "service.db") },
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A clone of the migrated template. */
export async function freshPostgresLocation(): Promise<FreshLocation> {
  const template = new URL(await templateUrl());
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = new URL(`/${name}`, template).href;
  return { location: { url }, remove: () => administer(template, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function templateUrl(): Promise<string> {
  const answer = await fetch(inject("postgresDoor"));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function administer(template: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: new URL("/postgres", template).href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
