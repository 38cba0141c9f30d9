import type { Migration } from "./migration.ts";

/**
 * The orders that an import file speaks of, in a table of their own, and which export an event that Klaviyo may refuse belongs to. What exports
 * have noted until now is taken over. The rows of orders among the customers stay until their export is done: a worker of the version
 * before may still read them.
 */
export const exportOrders: Migration = {
  version: 11,
  name: "export orders",
  worksWithSoftwareOf: 10,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    return [
      `CREATE TABLE export_orders (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         file TEXT NOT NULL,
         order_number TEXT NOT NULL,
         first_line ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, file, order_number)
       )${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`,
      // No e-mail address has a blank.
      `INSERT INTO export_orders (plugin_id, file, order_number, first_line)
         SELECT plugin_id, file, substr(customer, 7), CAST(newest_order AS ${integer})
         FROM export_customers WHERE customer LIKE 'order %'`,
      `ALTER TABLE outbox ADD COLUMN export_started_at ${integer}`,
      // Where the export has not noted its sources, it is known whether it read a file.
      `UPDATE outbox SET export_started_at = (SELECT e.started_at FROM exports e WHERE e.plugin_id = outbox.plugin_id)
         WHERE lane = 'history' AND state IN ('pending', 'dead')
           AND plugin_id IN (SELECT plugin_id FROM exports)
           AND metric IN ('Placed Order', 'Ordered Product', 'Confirmed Order', 'Cancelled Order', 'Refunded Order')
           AND EXISTS (
             SELECT 1 FROM exports e WHERE e.plugin_id = outbox.plugin_id AND outbox.received_at >= e.started_at
               AND (e.progress LIKE '%"' || outbox.commerce_source || '"%'
                 OR (e.progress NOT LIKE '%"sources":["%'
                   AND (outbox.commerce_source = '/export/file') = (e.plan LIKE '%"kind":"file"%'))))`,
    ];
  },
};
