import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.ts";

/** Plugins whose events the account gets: each has a part of an index of its own. */
export async function pluginsOf({ kysely }: Database, accountId: string): Promise<string[]> {
  const plugins = await kysely.selectFrom("plugins").select("id").where("api_key", "=", accountId).execute();
  return plugins.map(({ id }) => id);
}

export function union(parts: readonly RawBuilder<unknown>[]) {
  return sql.join(parts, sql` UNION ALL `);
}
