import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { CLOCKS_DIFFER_MS } from "./claim.ts";

/** No retry is put off for longer, but for a long Retry-After: an attempt too early then only tells the same again. */
const LONGEST_DELAY_MS = 15 * 60_000;

/**
 * Makes the plugin's pending events due that wait for a time which was never meant: they were accepted or put off while the clock was
 * ahead. Answers how many.
 */
export async function bringEventsForward(database: Database, pluginId: string, now: number): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE outbox SET due_at = ${now}
    WHERE plugin_id = ${pluginId} AND lane IN ('live', 'history') AND state = 'pending'
      AND due_at > ${now + CLOCKS_DIFFER_MS} AND (due_at <= received_at OR due_at > ${now + LONGEST_DELAY_MS})`.execute(
    database.kysely,
  );
  return Number(numAffectedRows ?? 0);
}
