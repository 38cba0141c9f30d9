import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { deleteAttempts } from "./attempts.ts";
import { type EventKind, saveTally, tallyChanges } from "./counts.ts";
import type { EventState, Outbox } from "./outbox.ts";

type PurgeRequest = Parameters<Outbox["purge"]>[0];

/** Deletes at most `limit` events that were settled long enough ago, oldest first, then those of plugins that are gone. */
export async function purgeEvents(database: Database, request: PurgeRequest): Promise<number> {
  const { deliveredBefore, deadBefore, limit } = request;
  const ageLimits: readonly (readonly [EventState, number])[] = [
    ["delivered", deliveredBefore],
    ["dead", deadBefore],
    ["skipped", deadBefore],
  ];
  let purged = 0;
  for (const [state, before] of ageLimits) {
    if (purged >= limit) return purged;
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM outbox WHERE state = ${state} AND settled_at IS NOT NULL AND settled_at < ${before}
      ORDER BY settled_at LIMIT ${limit - purged}`.execute(database.kysely);
    purged += await deleteEvents(database, rows, state);
  }
  return purged + (await purgeOrphans(database, limit - purged));
}

/** What was accepted while its plugin was being removed. */
async function purgeOrphans(database: Database, limit: number): Promise<number> {
  if (limit <= 0) return 0;
  const { rows } = await sql<{ id: number; state: EventState }>`
    SELECT o.id, o.state FROM (
      SELECT DISTINCT c.plugin_id FROM outbox_counts c
      WHERE c.events <> 0 AND NOT EXISTS (SELECT 1 FROM plugins p WHERE p.id = c.plugin_id)) AS gone
    JOIN outbox o ON o.plugin_id = gone.plugin_id LIMIT ${limit}`.execute(database.kysely);
  let purged = 0;
  for (const [state, events] of Map.groupBy(rows, (row) => row.state))
    purged += await deleteEvents(database, events, state);
  return purged;
}

async function deleteEvents(
  database: Database,
  events: readonly { readonly id: number }[],
  state: EventState,
): Promise<number> {
  if (events.length === 0) return 0;
  const ids = database.values("v", { columns: { id: "bigint" }, rows: events.map(({ id }) => [id]) });
  return database.transaction(async (transaction) => {
    // In one statement on each table: an event that was replayed meanwhile keeps its payload.
    const { rows } = await sql<Omit<EventKind, "state"> & { readonly id: number }>`
      DELETE FROM outbox WHERE state = ${state} AND id IN (SELECT id FROM ${ids})
      RETURNING id, plugin_id AS "pluginId", lane, metric`.execute(transaction);
    if (rows.length === 0) return 0;
    const deleted = database.values("v", { columns: { id: "bigint" }, rows: rows.map(({ id }) => [id]) });
    await sql`DELETE FROM outbox_payloads WHERE event_id IN (SELECT id FROM ${deleted})`.execute(transaction);
    await deleteAttempts(database, transaction, rows);
    const tally = tallyChanges();
    for (const { pluginId, lane, metric } of rows) tally.add({ pluginId, lane, metric, state }, -1);
    await saveTally(database, transaction, tally);
    return rows.length;
  });
}
