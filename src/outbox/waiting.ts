import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { Lane, PendingEvent, WaitingEvent, WaitingEvents } from "./outbox.ts";
import { pluginsOf, union } from "./parts.ts";

const LANES: readonly Lane[] = ["live", "history"];

/** Pending events that were put off, in the order of the index that holds no others. */
export async function listWaiting(database: Database, accountId: string, limit: number): Promise<WaitingEvents> {
  const parts = (await pluginsOf(database, accountId)).flatMap((plugin) =>
    LANES.map((lane) => ({
      plugin,
      lane,
      rows: sql`FROM outbox WHERE plugin_id = ${plugin} AND lane = ${lane} AND state = 'pending'`,
    })),
  );
  if (parts.length === 0) return { events: [], othersUntil: null };
  const waiting = parts.map(
    ({ rows }) => sql`
      SELECT * FROM (
        SELECT id, plugin_id, lane, profile_key, due_at, received_at ${rows} AND due_at > received_at
        ORDER BY received_at LIMIT ${limit}) AS part`,
  );
  const { rows: events } = await sql<WaitingEvent>`
    SELECT id, plugin_id AS "pluginId", lane, profile_key AS "profileKey", due_at AS "dueAt"
    FROM (${union(waiting)}) AS waiting
    ORDER BY received_at LIMIT ${limit}`.execute(database.kysely);
  if (events.length < limit) return { events, othersUntil: null };
  const last = parts.map(({ rows }) => sql`SELECT * FROM (SELECT due_at ${rows} ORDER BY due_at DESC LIMIT 1) AS part`);
  const { rows } = await sql<{ until: number }>`
    SELECT max(due_at) AS until FROM (${union(last)}) AS last`.execute(database.kysely);
  return { events, othersUntil: rows[0]?.until ?? null };
}

/**
 * Each event that was put off is looked at once, however many of its customer are asked about: between one that is asked about and the
 * next, the latest due time is taken in the database; what came before counts for all behind.
 */
export async function findWaitingBefore(
  database: Database,
  events: readonly PendingEvent[],
): Promise<ReadonlyMap<number, number>> {
  const until = new Map<number, number>();
  if (events.length === 0) return until;
  const customers = Map.groupBy(
    events.toSorted((a, b) => a.id - b.id),
    ({ pluginId, lane, profileKey }) => JSON.stringify([pluginId, lane, profileKey]),
  );
  const asked = [...customers.values()].flatMap((own) =>
    own.map(({ id, pluginId, lane, profileKey }, at) => [id, own[at - 1]?.id ?? 0, pluginId, lane, profileKey]),
  );
  // The state is asked for as a subquery, so that an index of customers is used, not one of all that is pending.
  const { rows } = await sql<{ id: number; until: number }>`
    SELECT v.id, max(o.due_at) AS until
    FROM ${database.values("v", {
      columns: { id: "bigint", behind: "bigint", plugin_id: "text", lane: "text", profile_key: "text" },
      rows: asked,
    })}
    JOIN outbox o ON o.profile_key = v.profile_key AND o.id < v.id AND o.id > v.behind
    WHERE o.plugin_id = v.plugin_id AND o.lane = v.lane AND o.state = (SELECT 'pending') AND o.due_at > o.received_at
    GROUP BY v.id`.execute(database.kysely);
  const latest = new Map(rows.map((row) => [row.id, row.until]));
  for (const own of customers.values()) {
    let soFar = Number.NEGATIVE_INFINITY;
    for (const { id } of own) {
      soFar = Math.max(soFar, latest.get(id) ?? soFar);
      if (soFar > Number.NEGATIVE_INFINITY) until.set(id, soFar);
    }
  }
  return until;
}
