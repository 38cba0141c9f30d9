import { type RawBuilder, sql, type Transaction } from "kysely";
import type { ColumnTypes, Database } from "../../src/database/database.ts";
import type { Schema } from "../../src/database/schema.ts";
import { type EventKind, saveTally, tallyChanges } from "../../src/outbox/counts.ts";
import { saveHours } from "../../src/outbox/hours.ts";
import type { NewEvent } from "../../src/outbox/outbox.ts";
import type { StorePlugin } from "../../src/plugins/plugin.ts";
import { acceptBacklog, type Backlog, FIRST_NUMBER, makeTemplates, type OrderTemplate } from "./backlog.ts";
import { lit, numbers } from "./long-statements.ts";

/** Orders in one transaction: about 50,000 events. */
const ORDERS_PER_CHUNK = 15_000;

const TEMPLATE_COLUMNS = {
  position: "bigint",
  line: "bigint",
  from_number: "text",
  plugin_id: "text",
  lane: "text",
  metric: "text",
  unique_id: "text",
  occurred_at: "bigint",
  profile_key: "text",
  commerce_type: "text",
  commerce_source: "text",
  commerce_id: "text",
  body: "text",
  profile: "text",
} as const satisfies ColumnTypes;

/**
 * Leaves the same rows as `acceptBacklog`, counters and statistics included, but the database itself makes them of the templates: millions
 * in minutes, on PostgreSQL too. Nobody else may add events meanwhile. `tell` hears how many events are there.
 */
export async function fillBacklog(
  database: Database,
  plugin: StorePlugin,
  backlog: Backlog,
  tell: (events: number) => void = () => {},
): Promise<void> {
  const templates = makeTemplates(plugin, backlog.lane);
  let { skipOrders = 0 } = backlog;
  let left = backlog.events;
  for (;;) {
    const chunk = takeWholeOrders(templates, skipOrders, left);
    if (chunk.orders === 0) break;
    await insertOrders(database, templates, skipOrders, chunk);
    skipOrders += chunk.orders;
    left -= chunk.events.length;
    tell(backlog.events - left);
  }
  await acceptBacklog(database, plugin, { ...backlog, events: left, skipOrders });
  await sql`ANALYZE`.execute(database.kysely);
}

interface Chunk {
  readonly orders: number;
  /** Of the templates, one for each event that is to be there. */
  readonly events: readonly NewEvent[];
}

/** As many orders as have no more events than these, and fit into a chunk. */
function takeWholeOrders(templates: readonly OrderTemplate[], firstOrder: number, atMostEvents: number): Chunk {
  const events: NewEvent[] = [];
  let orders = 0;
  for (; orders < ORDERS_PER_CHUNK; orders++) {
    const template = templates[(firstOrder + orders) % templates.length];
    if (template === undefined || events.length + template.events.length > atMostEvents) break;
    events.push(...template.events);
  }
  return { orders, events };
}

async function insertOrders(
  database: Database,
  templates: readonly OrderTemplate[],
  firstOrder: number,
  { orders, events }: Chunk,
): Promise<void> {
  const now = Date.now();
  const count = sql.lit(templates.length);
  const number = sql`CAST(${lit(FIRST_NUMBER)} + n AS text)`;
  await database.transaction(async (transaction) => {
    if (database.dialect === "postgres") {
      await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
      await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
    }
    await createTemplates(database, transaction, templates);
    const { id: before } = await transaction
      .selectFrom("outbox")
      .select((select) => select.fn.coalesce(select.fn.max("id"), sql<number>`0`).as("id"))
      .executeTakeFirstOrThrow();
    await sql`
      INSERT INTO outbox (plugin_id, lane, metric, unique_id, state, due_at, occurred_at, received_at,
        profile_key, order_number, commerce_type, commerce_source, commerce_id)
      SELECT t.plugin_id, t.lane, t.metric, ${renumbered("t.unique_id", number)}, 'pending', ${lit(now)}, t.occurred_at, ${lit(now)},
        ${renumbered("t.profile_key", number)}, ${number}, t.commerce_type, t.commerce_source, ${renumbered("t.commerce_id", number)}
      FROM ${numbers(database, firstOrder, orders)} JOIN order_templates t ON t.position = n % ${count}
      ORDER BY n, t.line`.execute(transaction);
    await sql`
      INSERT INTO outbox_payloads (event_id, body, profile)
      SELECT o.id, ${renumbered("t.body", sql`o.order_number`)}, ${renumbered("t.profile", sql`o.order_number`)}
      FROM outbox o JOIN order_templates t
        ON t.position = (CAST(o.order_number AS bigint) - ${lit(FIRST_NUMBER)}) % ${count} AND t.metric = o.metric
        AND t.unique_id = replace(o.unique_id, o.order_number, t.from_number)
      WHERE o.id > ${lit(before)}
      ORDER BY o.id`.execute(transaction);
    await sql`DROP TABLE order_templates`.execute(transaction);
    await saveHours(database, transaction, events, now);
    const tally = tallyChanges();
    for (const event of events) tally.add(event satisfies EventKind, 1);
    await saveTally(database, transaction, tally);
  });
}

/** A table, since SQLite would read them out of JSON anew for every row. */
async function createTemplates(
  database: Database,
  transaction: Transaction<Schema>,
  templates: readonly OrderTemplate[],
): Promise<void> {
  const columns = Object.entries(TEMPLATE_COLUMNS).map((column) => column.join(" "));
  await sql`CREATE TEMPORARY TABLE order_templates (${sql.raw(columns.join(", "))})`.execute(transaction);
  const values = database.values("v", { columns: TEMPLATE_COLUMNS, rows: templates.flatMap(toRows) });
  await sql`INSERT INTO order_templates SELECT * FROM ${values}`.execute(transaction);
  await sql`ANALYZE order_templates`.execute(transaction);
}

function renumbered(column: string, number: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`replace(${sql.raw(column)}, t.from_number, ${number})`;
}

function toRows({ number, events }: OrderTemplate, position: number) {
  return events.map((event, line) => [
    ...[position, line, number, event.pluginId, event.lane, event.metric, event.uniqueId, event.occurredAt],
    ...[event.profileKey, event.commerceType, event.commerceSource, event.commerceId, event.body, event.profile],
  ]);
}
