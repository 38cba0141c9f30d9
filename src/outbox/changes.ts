import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { EventChanges, Outbox } from "./outbox.ts";
import { findIds, readSummaries } from "./search.ts";

type ChangesRequest = Parameters<Outbox["changes"]>[0];

const SETTLED = ["delivered", "dead", "skipped"] as const;

/**
 * The newest events after an id, and the latest that were settled since a time: a few rows of two indexes, however many events
 * there are and however many changed.
 */
export async function readChanges(database: Database, request: ChangesRequest): Promise<EventChanges> {
  const { after, settledSince, limit } = request;
  const newIds = await findIds(database, {}, { limit, newestFirst: true, after });
  const parts = SETTLED.map(
    (state) => sql`
      SELECT * FROM (
        SELECT id FROM outbox WHERE state = ${state} AND settled_at IS NOT NULL AND settled_at >= ${settledSince}
        ORDER BY settled_at DESC LIMIT ${limit}) AS part`,
  );
  const { rows } = await sql<{ id: number }>`${sql.join(parts, sql` UNION ALL `)}`.execute(database.kysely);
  const settledIds = rows.map(({ id }) => id).filter((id) => id <= after);
  const events = await readSummaries(database, [...newIds, ...settledIds]);
  return { events, isComplete: newIds.length < limit };
}

/** The id of the newest event; 0 when there is none. */
export async function newestId({ kysely }: Database): Promise<number> {
  const row = await kysely
    .selectFrom("outbox")
    .select((select) => select.fn.max("id").as("id"))
    .executeTakeFirst();
  return row?.id ?? 0;
}
