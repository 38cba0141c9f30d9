import type { Selectable, Transaction } from "kysely";
import type { Change, ChangeAuthor } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import type { Clock } from "../clock.ts";
import type { HistoryProblem } from "../commerce/history-source.ts";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import {
  type ExportPlan,
  type ExportProgress,
  type ExportState,
  type ExportTrouble,
  NO_PROGRESS,
  readExportColumns,
} from "./export.ts";
import { parseTally, type Tally } from "./tally.ts";

const CHANGES_CHANNEL = "exports_changed";
/** A plugin's export lists so many problems; all of them are counted. */
const MOST_PROBLEMS = 10_000;

/** A plugin's latest export, as stored. */
export interface StoredExport {
  readonly pluginId: string;
  readonly state: ExportState;
  readonly step: "reading" | "delivering";
  readonly revision: number;
  readonly plan: ExportPlan;
  readonly cursor: string | null;
  readonly progress: ExportProgress;
  readonly tally: Tally;
  readonly trouble: ExportTrouble | null;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
}

/** What moves an export on; what is absent stays as it is. */
export type ExportChange = Partial<
  Pick<StoredExport, "state" | "step" | "cursor" | "progress" | "tally" | "trouble" | "finishedAt">
>;

export interface ExportStore {
  find(pluginId: string): Promise<StoredExport | null>;
  /** The files of exports that read on, or would if they were resumed. */
  filesInUse(): Promise<ReadonlySet<string>>;
  /** Replaces what ended before, and notes who began it; null when one is pending or paused. */
  begin(pluginId: string, plan: ExportPlan, author: ChangeAuthor): Promise<StoredExport | null>;
  /** Changes what was seen, together with the problems met on the way, and notes it where somebody asked for it; null when somebody else has changed it since. */
  change(
    seen: StoredExport,
    change: ExportChange,
    options?: {
      readonly problems?: readonly HistoryProblem[];
      readonly isQuiet?: boolean;
      readonly noted?: Pick<Change, "kind" | "author">;
    },
  ): Promise<StoredExport | null>;
  /** In the order in which they were met, after the given place. */
  problems(
    pluginId: string,
    page: { readonly after: number; readonly limit: number },
  ): Promise<(HistoryProblem & { readonly place: number })[]>;
  /** Called with the plugin's id when an export was started, paused, resumed or cancelled, in whichever process; with null when that may have been missed. */
  onChange(listener: (pluginId: string | null) => void): () => void;
}

export function createExportStore({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): ExportStore {
  const { kysely } = database;

  async function find(pluginId: string): Promise<StoredExport | null> {
    const row = await kysely.selectFrom("exports").selectAll().where("plugin_id", "=", pluginId).executeTakeFirst();
    return row === undefined ? null : readRow(row);
  }

  return {
    find,

    async filesInUse() {
      const rows = await kysely
        .selectFrom("exports")
        .select(["plan", "progress", "trouble"])
        .where("state", "in", ["pending", "paused", "failed"])
        .execute();
      return new Set(
        rows.flatMap((row) => {
          const { source } = readExportColumns(row).plan;
          return source.kind === "file" ? [source.file] : [];
        }),
      );
    },

    async begin(pluginId, plan, author) {
      const now = clock.now();
      const fresh = {
        state: "pending",
        step: "reading",
        plan: JSON.stringify(plan),
        cursor: null,
        progress: JSON.stringify(NO_PROGRESS),
        tally: "{}",
        trouble: null,
        started_at: now,
        updated_at: now,
        finished_at: null,
      } as const;
      const begun = await database.transaction(async (transaction) => {
        const row = await transaction
          .insertInto("exports")
          .values({ plugin_id: pluginId, revision: 1, ...fresh })
          .onConflict((conflict) =>
            conflict
              .column("plugin_id")
              .doUpdateSet((old) => ({ ...fresh, revision: old("exports.revision", "+", 1) }))
              .where("exports.state", "not in", ["pending", "paused"]),
          )
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        await transaction.deleteFrom("export_problems").where("plugin_id", "=", pluginId).execute();
        await noteChange(transaction, { kind: "export_started", author, changedAt: now, pluginId });
        return row;
      });
      if (begun === undefined) return null;
      database.notify(CHANGES_CHANNEL, pluginId);
      return readRow(begun);
    },

    async change(
      seen,
      { progress, tally, trouble, finishedAt, ...columns },
      { problems = [], isQuiet = false, noted } = {},
    ) {
      const { pluginId } = seen;
      const now = clock.now();
      const changed = await database.transaction(async (transaction) => {
        const row = await transaction
          .updateTable("exports")
          .set({
            ...columns,
            revision: seen.revision + 1,
            updated_at: now,
            ...(progress === undefined ? {} : { progress: JSON.stringify(progress) }),
            ...(tally === undefined ? {} : { tally: JSON.stringify(tally) }),
            ...(trouble === undefined ? {} : { trouble: trouble === null ? null : JSON.stringify(trouble) }),
            ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
          })
          .where("plugin_id", "=", seen.pluginId)
          .where("revision", "=", seen.revision)
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return undefined;
        await insertProblems(transaction, seen, problems);
        if (noted !== undefined) await noteChange(transaction, { ...noted, changedAt: now, pluginId });
        return row;
      });
      if (changed === undefined) return null;
      if (!isQuiet) database.notify(CHANGES_CHANNEL, seen.pluginId);
      return readRow(changed);
    },

    async problems(pluginId, { after, limit }) {
      return kysely
        .selectFrom("export_problems")
        .select(["place", "code", "reference", "message"])
        .where("plugin_id", "=", pluginId)
        .where("place", ">", after)
        .orderBy("place")
        .limit(limit)
        .execute();
    },

    onChange: (listener) => database.listen(CHANGES_CHANNEL, listener),
  };
}

async function insertProblems(
  transaction: Transaction<Schema>,
  { pluginId, progress }: StoredExport,
  problems: readonly HistoryProblem[],
): Promise<void> {
  const listed = problems.slice(0, Math.max(0, MOST_PROBLEMS - progress.problems));
  if (listed.length === 0) return;
  await transaction
    .insertInto("export_problems")
    .values(
      listed.map(({ code, reference, message }, index) => ({
        plugin_id: pluginId,
        place: progress.problems + index + 1,
        code,
        reference: reference.slice(0, 200),
        message: message.slice(0, 2_000),
      })),
    )
    .execute();
}

function readRow(row: Selectable<Schema["exports"]>): StoredExport {
  return {
    pluginId: row.plugin_id,
    state: row.state,
    step: row.step,
    revision: row.revision,
    ...readExportColumns(row),
    cursor: row.cursor,
    tally: parseTally(row.tally),
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}
