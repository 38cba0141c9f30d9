import { sql, type Transaction } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FreshLocation, freshPostgresLocation } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { type Database, openDatabase } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";
import { settleEvents } from "./settle.ts";

const BACKLOG = 20_000;
const SETTLED = 10;

/** Rows of the outbox that this connection has read lately. */
async function countRead(transaction: Transaction<Schema>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    SELECT seq_tup_read + idx_tup_fetch AS read FROM pg_stat_xact_user_tables WHERE relname = 'outbox'`.execute(
    transaction,
  );
  return rows[0]?.read ?? 0;
}

/** Notes how many rows of the outbox PostgreSQL reads in each transaction. */
function countsRowsRead(database: Database) {
  const rowsRead: number[] = [];
  const counting: Database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (transaction) => {
        const before = await countRead(transaction);
        const result = await work(transaction);
        rowsRead.push((await countRead(transaction)) - before);
        return result;
      }),
  };
  return { counting, rowsRead };
}

let fresh: FreshLocation;
let database: Database;

beforeEach(async () => {
  fresh = await freshPostgresLocation();
  database = await openDatabase({ ...fresh, clock: systemClock, logger: pino({ level: "silent" }) });
});

afterEach(async () => {
  await database.close();
  await fresh.remove();
});

test("settling reads what it settles of a large backlog, also with statistics from when nothing was pending", async () => {
  const outbox = createOutbox({ database, clock: systemClock });
  await insertPlugin(database);
  const many = Array.from({ length: BACKLOG }, (_, index) => makeAcceptance(makeEvent({ uniqueId: `${index}` })));
  await outbox.accept(many);
  await sql`UPDATE outbox SET state = 'delivered'`.execute(database.kysely);
  await sql`VACUUM ANALYZE outbox`.execute(database.kysely);
  await sql`UPDATE outbox SET state = 'pending'`.execute(database.kysely);
  const [lease] = await createLeases(database).acquire({ holder: "worker 1", ttlMs: 60_000, limit: 1 });
  if (lease === undefined) throw new Error("The account is there to be taken.");
  const page = { accountId: "ACC001", lane: "live", pluginIds: ["shop"], now: Date.now(), after: null } as const;
  const events = await outbox.claim({ ...page, limit: SETTLED });

  const { counting, rowsRead } = countsRowsRead(database);
  const delivered = events.map(({ id }) => ({ id, outcome: "delivered", at: 1, attempts: 1 }) as const);
  await settleEvents(counting, lease, delivered);
  expect(rowsRead).toHaveLength(1);
  expect(rowsRead[0]).toBeLessThan(SETTLED * 10);
});
