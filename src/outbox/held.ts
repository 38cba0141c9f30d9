import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Acceptance, HeldEvent, Page } from "./outbox.ts";

const COLUMNS = {
  plugin_id: "text",
  lane: "text",
  commerce_type: "text",
  commerce_source: "text",
  commerce_id: "text",
  occurred_at: "bigint",
  received_at: "bigint",
  profile_key: "text",
  order_number: "text",
  commerce_event: "text",
  reason_code: "text",
  reason_message: "text",
} as const;

const KEY = ["plugin_id", "commerce_type", "commerce_source", "commerce_id"] as const;

const keyOf = (event: Pick<HeldEvent, "pluginId" | "commerceType" | "commerceSource" | "commerceId">) => [
  event.pluginId,
  event.commerceType,
  event.commerceSource,
  event.commerceId,
];

/** Keeps what cannot be mapped yet; answers which acceptances brought something new. */
export async function insertHeld(
  database: Database,
  transaction: Transaction<Schema>,
  acceptances: readonly Acceptance[],
  now: number,
): Promise<number[]> {
  const byKey = new Map<string, { readonly held: HeldEvent; readonly owner: number }>();
  acceptances.forEach(({ held }, owner) => {
    if (held && !byKey.has(JSON.stringify(keyOf(held)))) byKey.set(JSON.stringify(keyOf(held)), { held, owner });
  });
  if (byKey.size === 0) return [];
  const candidates = [...byKey.values()];
  const ids = await database.insertNew(transaction, {
    table: "held_events",
    key: KEY,
    columns: COLUMNS,
    rows: candidates.map(({ held }) => toRow(held, now)),
  });
  return candidates.flatMap(({ owner }, index) => (typeof ids[index] === "number" ? [owner] : []));
}

/** A commerce event that has become metric events is held no longer. */
export async function deleteHeldOf(
  database: Database,
  transaction: Transaction<Schema>,
  acceptances: readonly Acceptance[],
): Promise<void> {
  const mapped = acceptances.flatMap(({ events, held }) => (held ? [] : events.slice(0, 1)));
  const anyHeld = await transaction.selectFrom("held_events").select("id").limit(1).executeTakeFirst();
  if (mapped.length === 0 || !anyHeld) return;
  const keys = database.values("v", {
    columns: { plugin_id: "text", commerce_type: "text", commerce_source: "text", commerce_id: "text" },
    rows: mapped.map(keyOf),
  });
  await sql`
    DELETE FROM held_events WHERE id IN (
      SELECT h.id FROM ${keys} JOIN held_events h ON h.plugin_id = v.plugin_id AND h.commerce_type = v.commerce_type
        AND h.commerce_source = v.commerce_source AND h.commerce_id = v.commerce_id)`.execute(transaction);
}

function toRow(held: HeldEvent, now: number) {
  return [
    held.pluginId,
    held.lane,
    held.commerceType,
    held.commerceSource,
    held.commerceId,
    held.occurredAt,
    now,
    held.profileKey,
    held.orderNumber,
    held.commerceEvent,
    held.reason.code,
    held.reason.message,
  ];
}

/** Newest first. */
export async function listHeld({ kysely }: Database, filter: { readonly pluginId?: string }, page: Page) {
  let query = kysely.selectFrom("held_events").selectAll().orderBy("id", "desc").limit(page.limit);
  if (filter.pluginId !== undefined) query = query.where("plugin_id", "=", filter.pluginId);
  if (page.before !== undefined) query = query.where("id", "<", page.before);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    pluginId: row.plugin_id,
    lane: row.lane,
    commerceType: row.commerce_type,
    commerceSource: row.commerce_source,
    commerceId: row.commerce_id,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    profileKey: row.profile_key,
    orderNumber: row.order_number,
    commerceEvent: row.commerce_event,
    reason: { code: row.reason_code, message: row.reason_message },
  }));
}

/** Takes a held event out, or, when it still cannot be mapped, notes why; false when it is gone already. */
export async function takeHeld(transaction: Transaction<Schema>, id: number, held: HeldEvent | null): Promise<boolean> {
  if (held) {
    const reason = { reason_code: held.reason.code, reason_message: held.reason.message };
    await transaction.updateTable("held_events").set(reason).where("id", "=", id).execute();
    return false;
  }
  const { numDeletedRows } = await transaction.deleteFrom("held_events").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}
