import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { Lane, LaneBacklog, Outbox, PendingEvent } from "./outbox.ts";
import { pluginsOf, union } from "./parts.ts";

type ClaimedRow = Omit<PendingEvent, "payload"> & { readonly body: string | null; readonly profile: string | null };
type ClaimRequest = Parameters<Outbox["claim"]>[0];

/** Clocks of machines differ by less; a new event may be due this much later than another machine's now. */
export const CLOCKS_DIFFER_MS = 2_000;

/**
 * The next due events of the plugins. Each plugin is read along its own part of the index and the parts are merged, so the cost
 * depends on the limit alone: not on the backlog, and not on plugins that are left out because they are paused. An event that was
 * never put off is due at once, also when it was taken by a machine whose clock is ahead: else a later one of its customer would come first.
 */
export async function claimEvents(database: Database, request: ClaimRequest): Promise<PendingEvent[]> {
  const { lane, now, limit, after } = request;
  const plugins = [...new Set(request.pluginIds)];
  if (plugins.length === 0) return [];
  const cursor = after ? sql`AND (due_at, id) > (${after.dueAt}, ${after.id})` : sql``;
  const parts = plugins.map(
    (plugin) => sql`
      SELECT * FROM (
        SELECT id, due_at FROM outbox
        WHERE plugin_id = ${plugin} AND lane = ${lane} AND state = 'pending' AND due_at <= ${now + CLOCKS_DIFFER_MS}
          AND (due_at <= ${now} OR due_at <= received_at) ${cursor}
        ORDER BY due_at, id LIMIT ${limit}) AS part`,
  );
  const { rows } = await sql<ClaimedRow>`
    SELECT o.id, o.plugin_id AS "pluginId", o.lane, o.metric, o.unique_id AS "uniqueId", o.profile_key AS "profileKey",
      o.attempts, o.due_at AS "dueAt", o.occurred_at AS "occurredAt", o.received_at AS "receivedAt",
      o.trace_parent AS "traceParent", octet_length(p.body) + octet_length(p.profile) AS "payloadBytes",
      ${lane === "history" ? sql`NULL AS body, NULL AS profile` : sql`p.body, p.profile`}
    FROM (SELECT id, due_at FROM (${union(parts)}) AS due ORDER BY due_at, id LIMIT ${limit}) AS next
    JOIN outbox o ON o.id = next.id
    JOIN outbox_payloads p ON p.event_id = next.id
    ORDER BY o.due_at, o.id`.execute(database.kysely);
  return rows.map(({ body, profile, ...event }) => ({
    ...event,
    payload: body === null || profile === null ? null : { body, profile },
  }));
}

/** The counters know how many are pending; a new event is due when it is received, so the oldest is the first due or one put off. */
export async function measureBacklog(database: Database, accountId: string, lane: Lane): Promise<LaneBacklog> {
  const plugins = await pluginsOf(database, accountId);
  if (plugins.length === 0) return { pending: 0, oldestReceivedAt: null };
  const oldest = union(
    plugins.flatMap((plugin) => [
      sql`SELECT * FROM (
        SELECT received_at FROM outbox WHERE plugin_id = ${plugin} AND lane = ${lane} AND state = 'pending'
        ORDER BY due_at, id LIMIT 1) AS first`,
      sql`SELECT * FROM (
        SELECT received_at FROM outbox
        WHERE plugin_id = ${plugin} AND lane = ${lane} AND state = 'pending' AND due_at > received_at
        ORDER BY received_at LIMIT 1) AS put_off`,
    ]),
  );
  const { rows } = await sql<LaneBacklog>`
    SELECT (
        SELECT coalesce(sum(events), 0) FROM outbox_counts
        WHERE plugin_id IN (${sql.join(plugins)}) AND lane = ${lane} AND state = 'pending') AS pending,
      (SELECT min(received_at) FROM (${oldest}) AS old) AS "oldestReceivedAt"`.execute(database.kysely);
  return rows[0] ?? { pending: 0, oldestReceivedAt: null };
}
