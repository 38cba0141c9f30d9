import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { EventGoneError } from "./errors.ts";
import type { Payload } from "./outbox.ts";

/**
 * What is to be sent of events of the past, in the order of the ids, as of now: what live events of the plugins have told of a customer
 * meanwhile is newer than what the past tells, so such an event says only whose it is.
 */
export async function readHistoryPayloads(
  database: Database,
  { ids, pluginIds }: { readonly ids: readonly number[]; readonly pluginIds: readonly string[] },
): Promise<Payload[]> {
  const { rows } = await sql<Payload & { readonly id: number; readonly profileKey: string }>`
    SELECT p.event_id AS id, p.body, p.profile, o.profile_key AS "profileKey"
    FROM ${database.values("v", { columns: { id: "bigint" }, rows: ids.map((id) => [id]) })}
    JOIN outbox o ON o.id = v.id JOIN outbox_payloads p ON p.event_id = v.id`.execute(database.kysely);
  const telling = rows.filter(({ profile, profileKey }) => profile !== bareProfile(profileKey));
  const known = await findKnown(database, pluginIds, [...new Set(telling.map(({ profileKey }) => profileKey))]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (row === undefined) throw new EventGoneError(id);
    const { body, profile, profileKey } = row;
    return { body, profile: known.has(profileKey) ? bareProfile(profileKey) : profile };
  });
}

/** Those of the customers of whom there are live events. */
async function findKnown(
  database: Database,
  pluginIds: readonly string[],
  profileKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (profileKeys.length === 0 || pluginIds.length === 0) return new Set();
  const keys = profileKeys.map((key) => [key]);
  const { rows } = await sql<{ profile_key: string }>`
    SELECT v.profile_key FROM ${database.values("v", { columns: { profile_key: "text" }, rows: keys })}
    WHERE EXISTS (
      SELECT 1 FROM outbox o WHERE o.profile_key = v.profile_key AND o.lane = 'live' AND o.state <> 'skipped'
        AND o.plugin_id IN (${sql.join(pluginIds)}))`.execute(database.kysely);
  return new Set(rows.map((row) => row.profile_key));
}

/** The customer's e-mail address alone: whose event it is. */
function bareProfile(profileKey: string): string {
  return JSON.stringify({ email: profileKey });
}
