import { sql } from "kysely";
import type { Database } from "./database.ts";

/**
 * Rejects when the database does not answer, or, on PostgreSQL, takes no writes: a standby to which a connection was led after a
 * fail-over. Writes nothing itself, so a full disk is not noticed here but by the first event.
 */
export async function checkWritable(database: Database): Promise<void> {
  const isReadOnly =
    database.dialect === "sqlite" ? sql<string>`'off'` : sql<string>`current_setting('transaction_read_only')`;
  const { rows } = await sql<{ readOnly: string }>`
    SELECT ${isReadOnly} AS "readOnly", (SELECT count(*) FROM settings) AS settings`.execute(database.kysely);
  if (rows[0]?.readOnly !== "off") throw new Error("The database is read-only.");
}
