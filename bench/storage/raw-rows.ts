import type { ColumnTypes, Database, SqlValue } from "../../src/database/database.ts";

const COLUMNS = {
  plugin_id: "text",
  lane: "text",
  metric: "text",
  unique_id: "text",
  state: "text",
  due_at: "bigint",
  occurred_at: "bigint",
  received_at: "bigint",
  profile_key: "text",
  order_number: "text",
  commerce_type: "text",
  commerce_source: "text",
  commerce_id: "text",
} as const satisfies ColumnTypes;

/** What one metric event is in the two tables of the outbox. */
export interface RawEvent {
  readonly row: readonly SqlValue[];
  readonly body: string;
  readonly profile: string;
}

/** The events of all orders from this number on, as they are stored. */
export async function readRawEvents({ kysely }: Database, fromOrder: string): Promise<RawEvent[]> {
  const found = await kysely
    .selectFrom("outbox")
    .innerJoin("outbox_payloads", "event_id", "id")
    .selectAll()
    .where("order_number", ">=", fromOrder)
    .orderBy("id")
    .execute();
  return found.map((event) => ({
    row: [
      ...[event.plugin_id, event.lane, event.metric, event.unique_id, event.state],
      ...[event.due_at, event.occurred_at, event.received_at, event.profile_key, event.order_number],
      ...[event.commerce_type, event.commerce_source, event.commerce_id],
    ],
    body: event.body,
    profile: event.profile,
  }));
}

/** Inserts them in transactions of so many, one after another, and nothing else; answers how long it took, milliseconds. */
export async function insertRawEvents(
  database: Database,
  events: readonly RawEvent[],
  perTransaction: number,
): Promise<number> {
  const startedAt = performance.now();
  for (let first = 0; first < events.length; first += perTransaction) {
    const batch = events.slice(first, first + perTransaction);
    await database.transaction(async (transaction) => {
      const ids = await database.insertNew(transaction, {
        table: "outbox",
        key: ["plugin_id", "metric", "unique_id"],
        columns: COLUMNS,
        rows: batch.map(({ row }) => row),
      });
      const payloads = batch.flatMap(({ body, profile }, index) => {
        const id = ids[index];
        return typeof id === "number" ? [[id, body, profile] as const] : [];
      });
      await database.insertPayloads(transaction, payloads);
    });
  }
  return performance.now() - startedAt;
}
