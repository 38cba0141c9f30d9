import pg from "pg";
import { type PostgresServer, startPostgres } from "../../postgres/postgres-server.ts";
import type { FaultContext } from "./scenario.ts";

/** A PostgreSQL that a scenario may stop, kill and starve. */
export interface OwnPostgres {
  readonly server: PostgresServer;
  /** The service's database. */
  readonly url: string;
  /** Asks that database on a connection made for the question. */
  ask(statement: string): Promise<readonly unknown[]>;
}

/** With real durability, `settings` on top; it ends with the scenario. */
export async function startOwnPostgres(
  context: FaultContext,
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnPostgres> {
  const server = await startPostgres({ fsync: true, settings });
  context.onEnd(server.remove);
  await askPostgres(server.urlOf("postgres"), "CREATE DATABASE faults");
  const url = server.urlOf("faults");
  return { server, url, ask: (statement) => askPostgres(url, statement) };
}

/** One statement on a connection of its own. */
export async function askPostgres(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
