import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { CHANGE_KINDS, type Change } from "./change.ts";

/** So many changes are kept; the oldest go. */
const KEPT = 10_000;

export interface NotedChange extends Required<Change> {
  /** Grows with time. */
  readonly id: number;
}

export interface ChangePage {
  readonly pluginId?: string;
  readonly limit: number;
  /** Those with a smaller id. */
  readonly before?: number;
}

/** Who did what to the service, and when. */
export interface ChangeLog {
  /** For what is done in several transactions: it is noted once it is done, before it is answered. */
  note(change: Omit<Change, "changedAt">): Promise<void>;
  /** Newest first. */
  list(page: ChangePage): Promise<NotedChange[]>;
}

export function createChangeLog({ kysely }: Database, clock: Clock): ChangeLog {
  return {
    note: (change) => noteChange(kysely, { ...change, changedAt: clock.now() }),
    async list({ pluginId, limit, before }) {
      const rows = await kysely
        .selectFrom("admin_changes")
        .selectAll()
        .$if(pluginId !== undefined, (query) => query.where("plugin_id", "=", pluginId ?? ""))
        .$if(before !== undefined, (query) => query.where("id", "<", before ?? 0))
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map(readRow);
    },
  };
}

/** In the transaction of the change itself, where it has one. */
export async function noteChange(
  transaction: Kysely<Schema>,
  { kind, author, changedAt, pluginId, userId = null, name = null, count = null, fields = [] }: Change,
): Promise<void> {
  const { id } = await transaction
    .insertInto("admin_changes")
    .values({
      ...{ kind, changed_at: changedAt, author: author.kind, plugin_id: pluginId, user_id: userId, name, count },
      author_id: author.kind === "user" ? author.userId : null,
      fields: JSON.stringify(fields),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await transaction
    .deleteFrom("admin_changes")
    .where("id", "<=", id - KEPT)
    .execute();
}

const kindSchema = z.enum(CHANGE_KINDS);
const fieldsSchema = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }));

function readRow(row: Selectable<Schema["admin_changes"]>): NotedChange {
  const { id, kind, author, author_id, changed_at, plugin_id, user_id, name, count, fields } = row;
  return {
    ...{ id, name, count, kind: kindSchema.parse(kind), changedAt: changed_at, pluginId: plugin_id, userId: user_id },
    author: author === "user" ? { kind: author, userId: author_id ?? "" } : { kind: author },
    fields: fieldsSchema.parse(JSON.parse(fields)),
  };
}
