import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../src/database/database.ts";

/** Runs statements in one transaction, without the limit of time that the service's own have. */
export async function run(database: Database, ...statements: readonly RawBuilder<unknown>[]): Promise<void> {
  await database.transaction(async (transaction) => {
    if (database.dialect === "postgres") await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    for (const statement of statements) await statement.execute(transaction);
  });
}

export function lit(value: number): RawBuilder<unknown> {
  return sql.lit(Math.round(value));
}

/** The numbers from `first` on, as a table `series` of one column `n`. */
export function numbers({ dialect }: Database, first: number, count: number): RawBuilder<unknown> {
  const last = lit(first + count - 1);
  return dialect === "postgres"
    ? sql`generate_series(${lit(first)}::bigint, ${last}::bigint) AS series(n)`
    : sql`(WITH RECURSIVE series(n) AS (SELECT ${lit(first)} UNION ALL SELECT n + 1 FROM series WHERE n < ${last}) SELECT n FROM series)`;
}
