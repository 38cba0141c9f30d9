import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers with the address of the template database, having started PostgreSQL if nobody asked before. */
    postgresDoor: string;
  }
}

/** The database that tests clone: migrated, empty. */
const TEMPLATE = "template_migrated";

/** One PostgreSQL for all test files, started when the first of them asks for it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | null = null;
  const door = createServer(async (_request, response) => {
    try {
      server ??= startWithTemplate();
      response.end((await server).urlOf(TEMPLATE));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("The door to PostgreSQL has no port.");
  project.provide("postgresDoor", `http://127.0.0.1:${address.port}`);

  return async () => {
    door.closeAllConnections();
    door.close();
    await server?.then(
      (started) => started.remove(),
      () => {},
    );
  };
}

async function startWithTemplate(): Promise<PostgresServer> {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.urlOf("postgres") });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const logger = pino({ level: "silent" });
  const template = await openDatabase({ location: { url: server.urlOf(TEMPLATE) }, clock: systemClock, logger });
  await migrate(template);
  await template.close();
  return server;
}
