import { sql } from "kysely";
import type { Database, ValueTable } from "../database/database.ts";
import { type EventKind, listKinds, saveTally, tallyChanges } from "./counts.ts";
import { conditionsOf } from "./event-filter.ts";
import type { EventFilter } from "./outbox.ts";
import { findIds } from "./search.ts";

/** A replay of a million holds no lock for longer than one slice takes. */
const SLICE = 1_000;

const REPLAYABLE = ["dead", "skipped"] as const;

export type ReplayFilter = EventFilter & { readonly ids?: readonly number[] };

/**
 * Dead and skipped events that match become pending again, oldest first and all due at the same time, so that a customer's events
 * keep their order. One that dies again meanwhile is not taken twice. Answers how many, and for which accounts.
 */
export async function replayEvents(
  database: Database,
  filter: ReplayFilter,
  now: number,
): Promise<{ readonly replayed: number; readonly accountIds: readonly string[] }> {
  const pluginIds = new Set<string>();
  let replayed = 0;
  for await (const ids of listSlices(database, filter)) {
    const kinds = await replaySlice(database, ids, now);
    replayed += kinds.length;
    for (const { pluginId } of kinds) pluginIds.add(pluginId);
  }
  return { replayed, accountIds: await accountsOf(database, [...pluginIds]) };
}

/** How many events a replay of the filter would send again. The counters know, unless the filter says more than they do; then it is counted up to `limit`. */
export async function countReplayable(database: Database, filter: EventFilter, limit: number): Promise<number> {
  const { email, orderNumber, from, until, state } = filter;
  if ([email, orderNumber, from, until].every((value) => value === undefined)) {
    const states = REPLAYABLE.filter((one) => state === undefined || one === state);
    if (states.length === 0) return 0;
    const kinds = await listKinds(database, { ...filter, states });
    return kinds.reduce((sum, { events }) => sum + Number(events), 0);
  }
  const ids = await findIds(database, filter, { limit, newestFirst: true, states: REPLAYABLE });
  return ids.length;
}

async function* listSlices(database: Database, { ids, ...filter }: ReplayFilter): AsyncGenerator<readonly number[]> {
  if (ids === undefined) {
    let after = 0;
    for (let length = SLICE; length === SLICE; ) {
      const slice = await findIds(database, filter, { limit: SLICE, newestFirst: false, states: REPLAYABLE, after });
      yield slice;
      length = slice.length;
      after = slice.at(-1) ?? after;
    }
    return;
  }
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (let start = 0; start < sorted.length; start += SLICE) {
    yield await keepMatching(database, filter, sorted.slice(start, start + SLICE));
  }
}

/** Of the ids that were asked for, those that the rest of the filter lets through. */
async function keepMatching(database: Database, filter: EventFilter, ids: readonly number[]): Promise<number[]> {
  const conditions = [sql`id IN (SELECT id FROM ${database.values("v", idTable(ids))})`, ...conditionsOf(filter)];
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM outbox WHERE ${sql.join(conditions, sql` AND `)} ORDER BY id`.execute(database.kysely);
  return rows.map(({ id }) => id);
}

/** Answers the kind, as it was, of every event that was replayed. */
async function replaySlice(database: Database, ids: readonly number[], now: number): Promise<EventKind[]> {
  if (ids.length === 0) return [];
  return database.transaction(async (transaction) => {
    const tally = tallyChanges();
    const replayed: EventKind[] = [];
    for (const state of REPLAYABLE) {
      const { rows } = await sql<Omit<EventKind, "state">>`
        UPDATE outbox SET state = 'pending', attempts = 0, due_at = ${now}, settled_at = NULL,
          reason_code = NULL, reason_message = NULL, failure = NULL
        WHERE state = ${state} AND id IN (SELECT id FROM ${database.values("v", idTable(ids))})
        RETURNING plugin_id AS "pluginId", lane, metric`.execute(transaction);
      for (const row of rows) {
        tally.move({ ...row, state }, "pending");
        replayed.push({ ...row, state });
      }
    }
    await saveTally(database, transaction, tally);
    return replayed;
  });
}

function idTable(ids: readonly number[]): ValueTable {
  return { columns: { id: "bigint" }, rows: ids.map((id) => [id]) };
}

async function accountsOf({ kysely }: Database, pluginIds: readonly string[]): Promise<string[]> {
  if (pluginIds.length === 0) return [];
  const plugins = await kysely
    .selectFrom("plugins")
    .select("api_key")
    .distinct()
    .where("id", "in", pluginIds)
    .execute();
  return plugins.map((plugin) => plugin.api_key);
}
