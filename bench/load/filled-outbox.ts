import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../src/database/database.ts";
import { METRIC_NAMES } from "../../src/metrics/metric-event.ts";
import { lit, numbers, run } from "./long-statements.ts";

/** Events in one transaction. */
const CHUNK = 100_000;
const HOUR_MS = 3_600_000;

/** How the events of a filled outbox are spread. */
export interface FilledOutbox {
  readonly events: number;
  readonly customers: number;
  readonly orders: number;
  /** Received over this time, evenly. */
  readonly from: number;
  readonly until: number;
}

export const PLUGINS = ["shop", "outlet"] as const;

export function spreadOf(events: number, now: number): FilledOutbox {
  const customers = Math.max(10, Math.floor(events / 10));
  return { events, customers, orders: Math.max(10, Math.floor(events / 4)), from: now - 30 * 24 * HOUR_MS, until: now };
}

export const emailOf = (customer: number) => `customer-${customer}@ascaro-shop.com`;

/**
 * Fills an empty outbox with events of two plugins and every metric: 97 of 100 delivered, and one each dead, skipped and pending; ten a
 * customer, four an order. Written by the database itself, with counters and hours as intake would have left them.
 */
export async function fillOutbox(database: Database, spread: FilledOutbox): Promise<void> {
  for (let first = 0; first < spread.events; first += CHUNK) {
    const count = Math.min(CHUNK, spread.events - first);
    await run(
      database,
      sql`
        INSERT INTO outbox (plugin_id, lane, metric, unique_id, state, attempts, due_at, occurred_at, received_at, settled_at,
          profile_key, order_number, commerce_type, commerce_source, commerce_id, reason_code, reason_message, failure)
        SELECT plugin, 'live', metric, 'id-' || n, state, CASE WHEN state IN ('delivered', 'dead') THEN 1 ELSE 0 END,
          at, at, at, CASE WHEN state = 'pending' THEN NULL ELSE at + 50 END,
          'customer-' || ((n * 7919) % ${lit(spread.customers)}) || '@ascaro-shop.com', 'order-' || ((n * 104729) % ${lit(spread.orders)}),
          'order.placed', '/shops/ascaro', 'placed-' || n,
          CASE WHEN state = 'skipped' THEN 'metric_disabled' END, CASE WHEN state = 'skipped' THEN 'It is off.' END,
          CASE WHEN state = 'dead' THEN ${FAILURE} END
        FROM (
          SELECT n, ${choose("n % 2", PLUGINS)} AS plugin, ${choose(`(n / 2) % ${METRIC_NAMES.length}`, METRIC_NAMES)} AS metric,
            CASE (n / 26) % 100 WHEN 7 THEN 'dead' WHEN 8 THEN 'skipped' WHEN 9 THEN 'pending' ELSE 'delivered' END AS state,
            ${lit(spread.from)} + CAST((n - 1) * ${sql.lit((spread.until - spread.from) / spread.events)} AS BIGINT) AS at
          FROM ${numbers(database, first + 1, count)}) AS spread`,
    );
    await run(
      database,
      sql`
        INSERT INTO outbox_payloads (event_id, body, profile)
        SELECT id, ${BODY}, ${PROFILE} FROM outbox WHERE id > (SELECT coalesce(max(event_id), 0) FROM outbox_payloads)`,
    );
  }
  await run(
    database,
    sql`
      INSERT INTO outbox_counts (plugin_id, lane, metric, state, slot, events)
      SELECT plugin_id, lane, metric, state, 0, count(*) FROM outbox GROUP BY plugin_id, lane, metric, state`,
  );
  await run(
    database,
    sql`
      INSERT INTO outbox_hours (hour, plugin_id, metric, slot, events)
      SELECT received_at - received_at % ${lit(HOUR_MS)} AS hour, plugin_id, metric, 0, count(*) FROM outbox
      GROUP BY 1, plugin_id, metric`,
  );
  await run(database, sql`ANALYZE`);
}

/** Of about the size that an order's properties have. */
const BODY = sql.lit(JSON.stringify({ properties: { OrderId: "102", Text: "x".repeat(600) }, value: 215 }));
const PROFILE = sql.lit(JSON.stringify({ email: "jane.doe@ascaro-shop.com", first_name: "Jane", last_name: "Doe" }));
const FAILURE = sql.lit(
  JSON.stringify({ code: "klaviyo_rejected", status: 400, detail: "Invalid.", request: "POST /api/events", at: 0 }),
);

function choose(index: string, values: readonly string[]): RawBuilder<unknown> {
  const cases = values.map((value, at) => sql`WHEN ${sql.lit(at)} THEN ${sql.lit(value)}`);
  return sql`CASE ${sql.raw(index)} ${sql.join(cases, sql` `)} END`;
}
