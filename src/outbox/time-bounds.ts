import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { EventFilter } from "./outbox.ts";

/** Ids rise with the time of receipt, save for clocks that differ or were set; this much of it is allowed for. */
const CLOCK_TOLERANCE_MS = 10_000;

/**
 * Narrows a filter by time to a range of ids, so that it needs no index of its own. The range is a little too wide; the exact
 * condition on `received_at` stays beside it.
 */
export async function boundIds(database: Database, { from, until }: EventFilter): Promise<RawBuilder<unknown>[]> {
  const bounds: RawBuilder<unknown>[] = [];
  if (from !== undefined) bounds.push(sql`id >= ${await firstIdSince(database, from - CLOCK_TOLERANCE_MS)}`);
  if (until !== undefined) bounds.push(sql`id < ${await firstIdSince(database, until + CLOCK_TOLERANCE_MS)}`);
  return bounds;
}

/** The smallest id whose event was received at `time` or later, by bisection; one past the last when there is none. */
async function firstIdSince(database: Database, time: number): Promise<number> {
  // Each in a select of its own: together SQLite reads the whole table for them.
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    SELECT (SELECT min(id) FROM outbox) AS first, (SELECT max(id) FROM outbox) AS last`.execute(database.kysely);
  const [ends] = rows;
  let low = ends?.first ?? 0;
  let high = (ends?.last ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const event = await nextFrom(database, middle);
    if (!event || event.received_at >= time) high = middle;
    else low = event.id + 1;
  }
  return low;
}

function nextFrom({ kysely }: Database, id: number) {
  return kysely
    .selectFrom("outbox")
    .select(["id", "received_at"])
    .where("id", ">=", id)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
}
