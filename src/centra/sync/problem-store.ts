import { sql } from "kysely";
import type { Database } from "../../database/database.ts";

/** What a warning of the token's end is about, among the problems. */
export const TOKEN_REFERENCE = "token";

/** Something of Centra that could not be used, for the merchant: without personal data. */
export interface CentraProblem {
  readonly id: number;
  /** Stable. */
  readonly code: string;
  /** What it is about: `order 102`, or empty for the connection. */
  readonly reference: string;
  /** What happened and what to do. */
  readonly message: string;
  readonly times: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

export type NewProblem = Pick<CentraProblem, "code" | "reference" | "message">;

/** A plugin keeps so many; the ones that were not seen for longest go. */
const MOST = 1_000;

export interface ProblemStore {
  /** The same problem of the same thing again raises its count. */
  note(pluginId: string, problems: readonly NewProblem[], now: number): Promise<void>;
  /** It is over: the thing could be used, or the connection works. */
  clear(pluginId: string, references: readonly string[]): Promise<void>;
  /** Newest first. */
  list(pluginId: string, limit: number): Promise<CentraProblem[]>;
}

export function createProblemStore(database: Database): ProblemStore {
  const { kysely } = database;
  return {
    async note(pluginId, problems, now) {
      for (const { code, reference, message } of problems) {
        await kysely
          .insertInto("centra_problems")
          .values({
            plugin_id: pluginId,
            code,
            reference,
            message: message.slice(0, 2_000),
            times: 1,
            first_seen_at: now,
            last_seen_at: now,
          })
          .onConflict((conflict) =>
            conflict.columns(["plugin_id", "code", "reference"]).doUpdateSet((row) => ({
              message: row.ref("excluded.message"),
              times: row("centra_problems.times", "+", 1),
              last_seen_at: now,
            })),
          )
          .execute();
      }
      if (problems.length > 0)
        await sql`
          DELETE FROM centra_problems WHERE plugin_id = ${pluginId} AND id NOT IN (
            SELECT id FROM centra_problems WHERE plugin_id = ${pluginId} ORDER BY last_seen_at DESC, id DESC LIMIT ${MOST})
        `.execute(kysely);
    },

    async clear(pluginId, references) {
      if (references.length === 0) return;
      await kysely
        .deleteFrom("centra_problems")
        .where("plugin_id", "=", pluginId)
        .where("reference", "in", [...references])
        .execute();
    },

    async list(pluginId, limit) {
      const rows = await kysely
        .selectFrom("centra_problems")
        .selectAll()
        .where("plugin_id", "=", pluginId)
        .orderBy("last_seen_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ id, code, reference, message, times, first_seen_at, last_seen_at }) => ({
        ...{ id, code, reference, message, times },
        firstSeenAt: first_seen_at,
        lastSeenAt: last_seen_at,
      }));
    },
  };
}
