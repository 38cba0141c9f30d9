import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import type { Lane } from "./outbox.ts";

/** Held events are counted up to this, per plugin. */
const HELD_COUNT_LIMIT = 10_000;

export interface QueuedPlugin {
  readonly pluginId: string;
  readonly accountId: string;
  /** It is active and has what a delivery needs. */
  readonly isReady: boolean;
  /** A worker holds the lease of its account. */
  readonly isDriven: boolean;
  readonly alarmCode: string | null;
}

export interface QueueLength {
  readonly pluginId: string;
  readonly lane: Lane;
  /** Exact, however many there are. */
  readonly pending: number;
  /** `receivedAt` of the oldest pending event. */
  readonly oldestReceivedAt: number | null;
  readonly dead: number;
  readonly skipped: number;
}

/** What monitoring asks, at a cost that does not depend on how many events there are. */
export interface QueueReader {
  plugins(): Promise<QueuedPlugin[]>;
  /** Two entries a plugin. */
  lengths(pluginIds: readonly string[]): Promise<QueueLength[]>;
  /** Events that cannot be mapped yet, per plugin, up to 10,000. */
  held(pluginIds: readonly string[]): Promise<{ readonly pluginId: string; readonly held: number }[]>;
}

const alarmSchema = z.object({ code: z.string() });

export function createQueueReader(database: Database): QueueReader {
  const { kysely } = database;
  const tableOf = (pluginIds: readonly string[], lanes: readonly Lane[]) =>
    database.values("v", {
      columns: { plugin_id: "text", lane: "text" },
      rows: pluginIds.flatMap((pluginId) => lanes.map((lane) => [pluginId, lane])),
    });

  return {
    async plugins() {
      const { rows } = await sql<{
        id: string;
        api_key: string;
        is_ready: number;
        is_driven: number;
        alarm: string | null;
      }>`
        SELECT p.id, p.api_key, p.alarm,
          CASE WHEN p.status = 'active' AND p.api_key <> '' AND p.private_key IS NOT NULL THEN 1 ELSE 0 END AS is_ready,
          CASE WHEN l.holder IS NOT NULL AND l.expires_at > ${database.time()} THEN 1 ELSE 0 END AS is_driven
        FROM plugins p LEFT JOIN leases l ON l.account_id = p.api_key
        ORDER BY p.id`.execute(kysely);
      return rows.map((row) => ({
        pluginId: row.id,
        accountId: row.api_key,
        isReady: Number(row.is_ready) === 1,
        isDriven: Number(row.is_driven) === 1,
        alarmCode: row.alarm === null ? null : alarmSchema.parse(JSON.parse(row.alarm)).code,
      }));
    },

    async lengths(pluginIds) {
      if (pluginIds.length === 0) return [];
      const countOf = (state: "pending" | "dead" | "skipped") => sql`(
        SELECT coalesce(sum(c.events), 0) FROM outbox_counts c
        WHERE c.plugin_id = v.plugin_id AND c.lane = v.lane AND c.state = ${sql.lit(state)})`;
      // A new event is due when it is received: the oldest is the first in the order of due_at, or one that was put off.
      const { rows } = await sql<QueueLength & { readonly first: number | null; readonly putOff: number | null }>`
        SELECT v.plugin_id AS "pluginId", v.lane,
          ${countOf("pending")} AS pending, ${countOf("dead")} AS dead, ${countOf("skipped")} AS skipped,
          (SELECT o.received_at FROM outbox o
           WHERE o.plugin_id = v.plugin_id AND o.lane = v.lane AND o.state = 'pending'
           ORDER BY o.due_at, o.id LIMIT 1) AS first,
          (SELECT o.received_at FROM outbox o
           WHERE o.plugin_id = v.plugin_id AND o.lane = v.lane AND o.state = 'pending' AND o.due_at > o.received_at
           ORDER BY o.received_at LIMIT 1) AS "putOff"
        FROM ${tableOf(pluginIds, ["live", "history"])}`.execute(kysely);
      return rows.map(({ pluginId, lane, pending, dead, skipped, first, putOff }) => {
        const known = [first, putOff].filter((at) => at !== null).map(Number);
        return {
          ...{ pluginId, lane, pending: Number(pending), dead: Number(dead), skipped: Number(skipped) },
          oldestReceivedAt: known.length === 0 ? null : Math.min(...known),
        };
      });
    },

    async held(pluginIds) {
      if (pluginIds.length === 0) return [];
      const { rows } = await sql<{ pluginId: string; held: number }>`
        SELECT v.plugin_id AS "pluginId",
          (SELECT count(*) FROM (
            SELECT 1 FROM held_events h WHERE h.plugin_id = v.plugin_id LIMIT ${sql.lit(HELD_COUNT_LIMIT)}) AS few) AS held
        FROM ${tableOf(pluginIds, ["live"])}`.execute(kysely);
      return rows.map(({ pluginId, held }) => ({ pluginId, held: Number(held) }));
    },
  };
}
