import { sql } from "kysely";
import type { Database } from "../../database/database.ts";

/** Kinds of things that Centra is asked about; shipments, returns and payments lead to their order. */
export const QUEUE_KINDS = ["order", "shipment", "return", "payment", "customer", "voucher"] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** Something that has changed in Centra. */
export interface Reference {
  readonly kind: QueueKind;
  /** An order's number, another thing's id. */
  readonly reference: string;
}

export interface QueuedReference extends Reference {
  readonly revision: number;
  readonly attempts: number;
}

/**
 * What is to be looked at, each thing once however often it changed: a look shows its state then, and so answers for all changes
 * before. A change during the look raises the revision, and the thing stays in the queue.
 */
export interface CentraQueue {
  /** Durable when resolved. */
  add(pluginId: string, references: readonly Reference[], now: number): Promise<void>;
  /** Due things of one plugin, those that wait longest first. */
  take(pluginId: string, now: number, limit: number): Promise<QueuedReference[]>;
  /** They were looked at; those that changed meanwhile stay. */
  finish(pluginId: string, looked: readonly QueuedReference[]): Promise<void>;
  /** They could not be looked at. */
  postpone(pluginId: string, failed: readonly QueuedReference[], dueAt: number): Promise<void>;
  /** What was postponed is due at once: its cause may be gone. */
  hasten(pluginId: string, now: number): Promise<void>;
  /** Milliseconds since the epoch; null when the queue is empty. */
  nextDueAt(pluginId: string): Promise<number | null>;
  size(pluginId: string): Promise<{ readonly waiting: number; readonly oldestSeenAt: number | null }>;
}

const COLUMNS = { kind: "text", reference: "text" } as const;

export function createCentraQueue(database: Database): CentraQueue {
  const { kysely } = database;
  const tableOf = (references: readonly QueuedReference[]) =>
    database.values("v", {
      columns: { ...COLUMNS, revision: "bigint" },
      rows: references.map(({ kind, reference, revision }) => [kind, reference, revision]),
    });

  return {
    async add(pluginId, references, now) {
      const distinct = new Map(references.map((one) => [`${one.kind}:${one.reference}`, one]));
      if (distinct.size === 0) return;
      const values = database.values("v", {
        columns: COLUMNS,
        rows: [...distinct.entries()].toSorted(byKey).map(([, { kind, reference }]) => [kind, reference]),
      });
      await sql`
        INSERT INTO centra_queue (plugin_id, kind, reference, revision, attempts, due_at, seen_at)
        SELECT ${pluginId}, v.kind, v.reference, 1, 0, ${sql.lit(now)}, ${sql.lit(now)} FROM ${values} WHERE true
        ON CONFLICT (plugin_id, kind, reference)
          DO UPDATE SET revision = centra_queue.revision + 1, attempts = 0, due_at = excluded.due_at`.execute(kysely);
    },

    async take(pluginId, now, limit) {
      const rows = await kysely
        .selectFrom("centra_queue")
        .select(["kind", "reference", "revision", "attempts"])
        .where("plugin_id", "=", pluginId)
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.flatMap(({ kind, ...rest }) => {
        const known = QUEUE_KINDS.find((one) => one === kind);
        return known === undefined ? [] : [{ kind: known, ...rest }];
      });
    },

    async finish(pluginId, looked) {
      if (looked.length === 0) return;
      await sql`
        DELETE FROM centra_queue WHERE plugin_id = ${pluginId} AND EXISTS (
          SELECT 1 FROM ${tableOf(looked)}
          WHERE v.kind = centra_queue.kind AND v.reference = centra_queue.reference AND v.revision = centra_queue.revision)
      `.execute(kysely);
    },

    async postpone(pluginId, failed, dueAt) {
      if (failed.length === 0) return;
      await sql`
        UPDATE centra_queue SET attempts = attempts + 1, due_at = ${sql.lit(dueAt)}
        WHERE plugin_id = ${pluginId} AND EXISTS (
          SELECT 1 FROM ${tableOf(failed)}
          WHERE v.kind = centra_queue.kind AND v.reference = centra_queue.reference AND v.revision = centra_queue.revision)
      `.execute(kysely);
    },

    async hasten(pluginId, now) {
      await kysely
        .updateTable("centra_queue")
        .set({ due_at: now })
        .where("plugin_id", "=", pluginId)
        .where("due_at", ">", now)
        .execute();
    },

    async nextDueAt(pluginId) {
      const row = await kysely
        .selectFrom("centra_queue")
        .select("due_at")
        .where("plugin_id", "=", pluginId)
        .orderBy("due_at")
        .limit(1)
        .executeTakeFirst();
      return row?.due_at ?? null;
    },

    async size(pluginId) {
      const row = await kysely
        .selectFrom("centra_queue")
        .select(({ fn }) => [fn.countAll<number>().as("waiting"), fn.min("seen_at").as("oldest")])
        .where("plugin_id", "=", pluginId)
        .executeTakeFirst();
      return { waiting: Number(row?.waiting ?? 0), oldestSeenAt: row?.oldest ?? null };
    },
  };
}

/** Always in the order of the key, so that processes rarely lock each other out. */
function byKey([a]: readonly [string, Reference], [b]: readonly [string, Reference]): number {
  return a < b ? -1 : 1;
}
