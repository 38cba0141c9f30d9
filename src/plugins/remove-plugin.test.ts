import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { SERVICE } from "../changes/change.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "../outbox/create-outbox.ts";
import { removePlugin } from "./remove-plugin.ts";

const ROWS = 1_300;

/** What is kept of a plugin beside its events, and may be much. */
const TABLES = {
  refunds: "(plugin_id, order_number, refund_id, is_first) SELECT plugin, 'order ' || n, 'r1', 1",
  export_orders: "(plugin_id, file, order_number, first_line) SELECT plugin, 'a.csv', 'order ' || n, n",
  export_customers:
    "(plugin_id, file, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order) SELECT plugin, 'a.csv', n || '@shop.se', 1, 1, 1, 1, 1, ''",
  export_problems: "(plugin_id, place, code, reference, message) SELECT plugin, n, 'order_gone', 'order', 'gone'",
  centra_objects: "(plugin_id, kind, reference, told, updated_at) SELECT plugin, 'order', 'order ' || n, '{}', 1",
  centra_queue:
    "(plugin_id, kind, reference, revision, attempts, due_at, seen_at) SELECT plugin, 'order', 'order ' || n, 1, 0, 1, 1",
  centra_problems:
    "(plugin_id, code, reference, message, times, first_seen_at, last_seen_at) SELECT plugin, 'x', 'order ' || n, 'x', 1, 1, 1",
  outbox_hours: "(hour, plugin_id, metric, slot, events) SELECT n, plugin, 'Placed Order', 0, 1",
} as const;

describeOnBothEngines("removing a plugin", (open) => {
  test("goes in steps that let others through, and leaves nothing of it, and all of the others'", async () => {
    const database = await open();
    for (const id of ["shop", "outlet"]) await insertPlugin(database, id);
    for (const [table, columns] of Object.entries(TABLES))
      await sql`
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${sql.lit(ROWS)}),
          plugins_of (plugin) AS (SELECT 'shop' UNION ALL SELECT 'outlet')
        INSERT INTO ${sql.table(table)} ${sql.raw(columns)} FROM numbers, plugins_of`.execute(database.kysely);
    const outbox = createOutbox({ database, clock: systemClock });
    const eventsOf = (pluginId: string) =>
      Array.from({ length: 450 }, (_, index) => makeAcceptance(makeEvent({ pluginId, uniqueId: String(index) })));
    await outbox.accept([...eventsOf("shop"), ...eventsOf("outlet")]);

    const seen: number[] = [];
    const countEvents = async () =>
      (await sql<{ n: number }>`SELECT count(*) AS n FROM outbox WHERE plugin_id = 'shop'`.execute(database.kysely))
        .rows[0]?.n;
    const nextTurn = async () => void seen.push(Number(await countEvents()));
    expect(await removePlugin(database, "shop", { author: SERVICE, now: 1, nextTurn })).toBe(true);

    expect(seen.slice(0, 4)).toEqual([450, 250, 50, 0]);
    expect(seen.length).toBeGreaterThanOrEqual(3 + 3 * Object.keys(TABLES).length);
    for (const table of ["outbox", ...Object.keys(TABLES)]) {
      const { rows } = await sql<{ plugin: string; n: number }>`
        SELECT plugin_id AS plugin, count(*) AS n FROM ${sql.table(table)} GROUP BY plugin_id`.execute(database.kysely);
      expect({ table, rows: rows.map(({ plugin, n }) => [plugin, Number(n) >= 450]) }).toEqual({
        table,
        rows: [["outlet", true]],
      });
    }
    expect(await removePlugin(database, "shop", { author: SERVICE, now: 1, nextTurn })).toBe(false);
  });
});
