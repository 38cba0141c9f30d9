import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Database } from "../../database/database.ts";

const progress = z.object({
  what: z.string(),
  done: z.number(),
  total: z.number(),
  kept: z.array(z.object({ kind: z.string(), key: z.string(), reason: z.string(), message: z.string() })),
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Milliseconds since the epoch: when Klaviyo's limit is free again. */
  resumeAt: z.number().nullable(),
});
export type RunProgress = z.infer<typeof progress>;

/** The last run of a plugin. */
export interface ProvisioningRun extends RunProgress {
  readonly id: string;
  /** `paused`: it can go on later, by being started again. */
  readonly state: "running" | "done" | "failed" | "paused";
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export const FIRST_PROGRESS: RunProgress = {
  what: "reading the account",
  done: 0,
  total: 0,
  kept: [],
  notices: [],
  problem: null,
  resumeAt: null,
};

/** A run that was not heard of for so long has broken off with its process. */
const SILENCE_MS = 5 * 60_000;
const BROKEN_OFF = {
  code: "broken_off",
  message: "The run broke off with its process. Apply again: it goes on from there.",
};

export interface RunStore {
  find(pluginId: string): Promise<ProvisioningRun | null>;
  /** False while another run of the plugin goes on. */
  begin(pluginId: string, runId: string): Promise<boolean>;
  note(pluginId: string, runId: string, progress: RunProgress): Promise<void>;
  end(pluginId: string, runId: string, state: "done" | "failed" | "paused", progress: RunProgress): Promise<void>;
}

export function createRunStore({ database, clock }: { database: Database; clock: Clock }): RunStore {
  const { kysely } = database;
  const update = (pluginId: string, runId: string, values: object) =>
    kysely
      .updateTable("provisioning_runs")
      .set(values)
      .where("plugin_id", "=", pluginId)
      .where("run_id", "=", runId)
      .execute();
  return {
    async find(pluginId) {
      const row = await kysely
        .selectFrom("provisioning_runs")
        .selectAll()
        .where("plugin_id", "=", pluginId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const known = {
        id: row.run_id,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        ...progress.parse(JSON.parse(row.progress)),
      };
      const isSilent = row.state === "running" && row.alive_at < clock.now() - SILENCE_MS;
      return isSilent ? { ...known, state: "paused", problem: BROKEN_OFF } : { ...known, state: row.state };
    },
    async begin(pluginId, runId) {
      const now = clock.now();
      const values = {
        run_id: runId,
        state: "running" as const,
        progress: JSON.stringify(FIRST_PROGRESS),
        started_at: now,
        alive_at: now,
        ended_at: null,
      };
      await kysely
        .insertInto("provisioning_runs")
        .values({ plugin_id: pluginId, ...values })
        .onConflict((conflict) =>
          conflict
            .column("plugin_id")
            .doUpdateSet(values)
            .where((where) =>
              where.or([
                where("provisioning_runs.state", "!=", "running"),
                where("provisioning_runs.alive_at", "<", now - SILENCE_MS),
              ]),
            ),
        )
        .execute();
      const row = await kysely
        .selectFrom("provisioning_runs")
        .select("run_id")
        .where("plugin_id", "=", pluginId)
        .executeTakeFirst();
      return row?.run_id === runId;
    },
    note: async (pluginId, runId, given) =>
      void (await update(pluginId, runId, { progress: JSON.stringify(given), alive_at: clock.now() })),
    end: async (pluginId, runId, state, given) =>
      void (await update(pluginId, runId, {
        state,
        progress: JSON.stringify(given),
        alive_at: clock.now(),
        ended_at: clock.now(),
      })),
  };
}
