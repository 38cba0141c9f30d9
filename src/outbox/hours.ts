import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { HourCount, NewEvent } from "./outbox.ts";

export const HOUR_MS = 3_600_000;

/** A process commits one group after another, so few rows an hour keep processes from waiting for each other. */
const SLOTS = 4;

/** Counts events in the hour in which they were taken, within the transaction that takes them. */
export async function saveHours(
  database: Database,
  transaction: Transaction<Schema>,
  events: readonly Pick<NewEvent, "pluginId" | "metric">[],
  now: number,
): Promise<void> {
  if (events.length === 0) return;
  const counts = new Map<string, { readonly pluginId: string; readonly metric: string; events: number }>();
  for (const { pluginId, metric } of events) {
    const key = `${pluginId}\n${metric}`;
    const count = counts.get(key) ?? { pluginId, metric, events: 0 };
    count.events += 1;
    counts.set(key, count);
  }
  const hour = startOfHour(now);
  const slot = database.dialect === "sqlite" ? 0 : Math.floor(Math.random() * SLOTS);
  // Sorted, so that two transactions never wait for each other in a circle.
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const table = database.values("v", {
    columns: { hour: "bigint", plugin_id: "text", metric: "text", slot: "bigint", events: "bigint" },
    rows: sorted.map(([, count]) => [hour, count.pluginId, count.metric, slot, count.events]),
  });
  await sql`
    INSERT INTO outbox_hours (hour, plugin_id, metric, slot, events)
    SELECT hour, plugin_id, metric, slot, events FROM ${table} WHERE true
    ON CONFLICT (hour, plugin_id, metric, slot) DO UPDATE SET events = outbox_hours.events + excluded.events
  `.execute(transaction);
}

/** How many events came in each hour from the one of `from` on, by metric; hours without any are absent. */
export async function readHours(
  { kysely }: Database,
  { from, pluginId }: { readonly from: number; readonly pluginId?: string },
): Promise<HourCount[]> {
  let query = kysely
    .selectFrom("outbox_hours")
    .select(["hour", "metric"])
    .select((select) => select.fn.sum<number>("events").as("events"))
    .where("hour", ">=", startOfHour(from))
    .groupBy(["hour", "metric"])
    .orderBy("hour")
    .orderBy("metric");
  if (pluginId !== undefined) query = query.where("plugin_id", "=", pluginId);
  const rows = await query.execute();
  return rows.map(({ hour, metric, events }) => ({ hour, metric, events: Number(events) }));
}

/** Hours before this are shown nowhere any more. */
export async function deleteHours({ kysely }: Database, before: number): Promise<void> {
  await kysely.deleteFrom("outbox_hours").where("hour", "<", startOfHour(before)).execute();
}

function startOfHour(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}
