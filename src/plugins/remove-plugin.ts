import { sql } from "kysely";
import type { ChangeAuthor } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import type { Database } from "../database/database.ts";

/** A plugin with millions of events is removed in transactions of this many. */
const SLICE = 1_000;

/**
 * Removes the plugin with its keys and its events. It is put out of use first; if this is broken off half-way, removing it again goes
 * on. What is accepted for it at the last moment is left to the outbox's retention.
 */
export async function removePlugin(
  database: Database,
  id: string,
  { author, now }: { readonly author: ChangeAuthor; readonly now: number },
): Promise<boolean> {
  const { kysely } = database;
  const { numUpdatedRows } = await kysely
    .updateTable("plugins")
    .set((plugin) => ({ status: "inactive", version: plugin("version", "+", 1), updated_at: now }))
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;

  let deleted = SLICE;
  while (deleted === SLICE) deleted = await deleteSlice(database, id);

  await database.transaction(async (transaction) => {
    await transaction.deleteFrom("held_events").where("plugin_id", "=", id).execute();
    await transaction.deleteFrom("outbox_counts").where("plugin_id", "=", id).execute();
    await transaction.deleteFrom("outbox_hours").where("plugin_id", "=", id).execute();
    await transaction.deleteFrom("push_keys").where("plugin_id", "=", id).execute();
    const removed = await transaction.deleteFrom("plugins").where("id", "=", id).returning("name").executeTakeFirst();
    if (removed === undefined) return;
    await noteChange(transaction, { kind: "plugin_removed", author, changedAt: now, pluginId: id, name: removed.name });
  });
  return true;
}

async function deleteSlice(database: Database, pluginId: string): Promise<number> {
  return database.transaction(async (transaction) => {
    const { rows } = await sql<{ id: number }>`
      DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE plugin_id = ${pluginId} LIMIT ${SLICE})
      RETURNING id`.execute(transaction);
    const ids = database.values("v", { columns: { id: "bigint" }, rows: rows.map(({ id }) => [id]) });
    if (rows.length > 0) {
      await sql`DELETE FROM outbox_payloads WHERE event_id IN (SELECT id FROM ${ids})`.execute(transaction);
      await sql`DELETE FROM outbox_attempts WHERE event_id IN (SELECT id FROM ${ids})`.execute(transaction);
    }
    return rows.length;
  });
}
