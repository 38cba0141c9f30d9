import { sql } from "kysely";
import type { ChangeAuthor } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import type { Database } from "../database/database.ts";

/** A transaction deletes so many events, or rows of another table: a few milliseconds, for which others wait on SQLite. */
const EVENTS_AT_ONCE = 200;
const ROWS_AT_ONCE = 500;

/** What may be there a million times for one plugin, and by which columns a row of it is known beside the plugin's id. */
const LARGE_TABLES = [
  ["held_events", "id"],
  ["outbox_hours", "hour, metric, slot"],
  ["refunds", "order_number, refund_id"],
  ["export_orders", "file, order_number"],
  ["export_customers", "file, customer"],
  ["export_problems", "place"],
  ["centra_objects", "kind, reference"],
  ["centra_queue", "kind, reference"],
  ["centra_problems", "id"],
] as const;

interface Removal {
  readonly author: ChangeAuthor;
  readonly now: number;
  /** Before each step. */
  readonly nextTurn: () => Promise<void>;
}

/**
 * Removes the plugin with its keys and all that was kept of it, in small steps that let others through. It is put out of use first; if
 * this is broken off half-way, removing it again goes on. What is accepted for it at the last moment is left to the outbox's retention.
 */
export async function removePlugin(
  database: Database,
  id: string,
  { author, now, nextTurn }: Removal,
): Promise<boolean> {
  const { kysely } = database;
  const { numUpdatedRows } = await kysely
    .updateTable("plugins")
    .set((plugin) => ({ status: "inactive", version: plugin("version", "+", 1), updated_at: now }))
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;

  await inSteps(EVENTS_AT_ONCE, nextTurn, () => deleteEvents(database, id));
  for (const [table, key] of LARGE_TABLES)
    await inSteps(ROWS_AT_ONCE, nextTurn, () => deleteRows(database, id, { table, key }));

  await database.transaction(async (transaction) => {
    await transaction.deleteFrom("outbox_counts").where("plugin_id", "=", id).execute();
    await transaction.deleteFrom("push_keys").where("plugin_id", "=", id).execute();
    // What is left of it, a few rows a table, goes with it.
    const removed = await transaction.deleteFrom("plugins").where("id", "=", id).returning("name").executeTakeFirst();
    if (removed === undefined) return;
    await noteChange(transaction, { kind: "plugin_removed", author, changedAt: now, pluginId: id, name: removed.name });
  });
  return true;
}

/** Until a step finds less than it might delete. */
async function inSteps(size: number, nextTurn: () => Promise<void>, deleteSome: () => Promise<number>): Promise<void> {
  let deleted = size;
  while (deleted >= size) {
    await nextTurn();
    deleted = await deleteSome();
  }
}

/** A step that the machine's sudden end undoes is done again, so none waits for the disk. */
const WITHOUT_WAITING = { isDurable: false };

function deleteEvents(database: Database, pluginId: string): Promise<number> {
  return database.transaction(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE plugin_id = ${pluginId} LIMIT ${EVENTS_AT_ONCE})
      RETURNING id`.execute(transaction);
    const ids = database.values("v", { columns: { id: "bigint" }, rows: rows.map(({ id }) => [id]) });
    if (rows.length > 0) {
      await sql`DELETE FROM outbox_payloads WHERE event_id IN (SELECT id FROM ${ids})`.execute(transaction);
      await sql`DELETE FROM outbox_attempts WHERE event_id IN (SELECT id FROM ${ids})`.execute(transaction);
    }
    return rows.length;
  }, WITHOUT_WAITING);
}

/** Up to the row that is the last of so many, by the table's own key; where there is none, all that is left. */
function deleteRows(
  database: Database,
  pluginId: string,
  { table, key }: { readonly table: string; readonly key: string },
): Promise<number> {
  const rows = sql`FROM ${sql.table(table)} WHERE plugin_id = ${pluginId}`;
  const columns = sql.raw(key);
  return database.transaction(async (transaction) => {
    const last = sql`SELECT ${columns} ${rows} ORDER BY ${columns} LIMIT 1 OFFSET ${ROWS_AT_ONCE - 1}`;
    const some = await sql`DELETE ${rows} AND (${columns}) <= (${last})`.execute(transaction);
    if (some.numAffectedRows) return Number(some.numAffectedRows);
    const rest = await sql`DELETE ${rows}`.execute(transaction);
    return Number(rest.numAffectedRows ?? 0n);
  }, WITHOUT_WAITING);
}
