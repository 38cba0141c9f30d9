import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { EventFilter, EventState, Lane } from "./outbox.ts";

/** Events of one kind; the counters hold how many there are of each. */
export interface EventKind {
  readonly pluginId: string;
  readonly lane: Lane;
  readonly metric: string;
  readonly state: EventState;
}

const SLOTS = 16;

/** Collects what a transaction changes, to be written once at its end. */
export function tallyChanges() {
  const changes = new Map<string, { readonly kind: EventKind; readonly change: number }>();
  const add = (kind: EventKind, change: number) => {
    const key = `${kind.pluginId}\n${kind.lane}\n${kind.metric}\n${kind.state}`;
    changes.set(key, { kind, change: (changes.get(key)?.change ?? 0) + change });
  };
  return {
    add,
    move: (from: EventKind, state: EventState) => {
      add(from, -1);
      add({ ...from, state }, 1);
    },
    /** Sorted, so that two transactions never wait for each other's counters in a circle. */
    list: () =>
      [...changes]
        .filter(([, { change }]) => change !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, change]) => change),
  };
}

export type Tally = ReturnType<typeof tallyChanges>;

/** Writes the tally to the counters; the last statement of its transaction, so that others wait for a counter only briefly. */
export async function saveTally(database: Database, transaction: Transaction<Schema>, tally: Tally): Promise<void> {
  const changes = tally.list();
  if (changes.length === 0) return;
  const slot = database.dialect === "sqlite" ? 0 : Math.floor(Math.random() * SLOTS);
  const table = database.values("v", {
    columns: { plugin_id: "text", lane: "text", metric: "text", state: "text", slot: "bigint", events: "bigint" },
    rows: changes.map(({ kind, change }) => [kind.pluginId, kind.lane, kind.metric, kind.state, slot, change]),
  });
  await sql`
    INSERT INTO outbox_counts (plugin_id, lane, metric, state, slot, events)
    SELECT plugin_id, lane, metric, state, slot, events FROM ${table} WHERE true
    ON CONFLICT (plugin_id, lane, metric, state, slot) DO UPDATE SET events = outbox_counts.events + excluded.events
  `.execute(transaction);
}

/** The kinds of which there are events, with how many: a few rows, however many events there are. Of the filter, plugin, lane and metric count here. */
export async function listKinds(
  { kysely }: Pick<Database, "kysely">,
  filter: EventFilter & { readonly states?: readonly EventState[] },
): Promise<(EventKind & { readonly events: number })[]> {
  let query = kysely
    .selectFrom("outbox_counts")
    .select(["plugin_id as pluginId", "lane", "metric", "state"])
    .select((select) => select.fn.sum<number>("events").as("events"))
    .groupBy(["plugin_id", "lane", "metric", "state"])
    .having((having) => having.fn.sum("events"), ">", 0)
    .orderBy("plugin_id")
    .orderBy("metric")
    .orderBy("state");
  if (filter.pluginId !== undefined) query = query.where("plugin_id", "=", filter.pluginId);
  if (filter.lane !== undefined) query = query.where("lane", "=", filter.lane);
  if (filter.metric !== undefined) query = query.where("metric", "=", filter.metric);
  if (filter.states !== undefined) query = query.where("state", "in", filter.states);
  return query.execute();
}

/** Per plugin, metric and state. */
export async function countEvents(database: Database, pluginId?: string) {
  const kinds = await listKinds(database, pluginId === undefined ? {} : { pluginId });
  const counts = new Map<string, { pluginId: string; metric: string; state: EventState; events: number }>();
  for (const { pluginId: plugin, metric, state, events } of kinds) {
    const key = JSON.stringify([plugin, metric, state]);
    counts.set(key, { pluginId: plugin, metric, state, events: (counts.get(key)?.events ?? 0) + events });
  }
  return [...counts.values()];
}
