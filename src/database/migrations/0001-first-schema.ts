import type { Migration } from "./migration.ts";

/**
 * The outbox's indexes, and what each is for:
 *
 * - outbox_unique: a metric event exists once per (plugin, metric); re-sending is therefore safe.
 * - outbox_claim: the next due events of a plugin and lane, and its waiting ones. Holds pending events alone.
 * - outbox_put_off: the age of events that wait for another attempt. Empty as long as all goes well.
 * - outbox_kind: pages of any combination of plugin, lane, metric and state, newest first.
 * - outbox_profile, outbox_order: what a customer got, what an order led to.
 * - outbox_settled: retention, oldest first.
 *
 * There are no foreign keys from the outbox: they would cost a look-up, on PostgreSQL a row lock, per event.
 */
export const firstSchema: Migration = {
  version: 1,
  name: "first schema",
  worksWithSoftwareOf: 1,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const serial =
      engine === "sqlite" ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    const table = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT" : ""}`;
    const keyedTable = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`;

    return [
      keyedTable("settings", "key TEXT PRIMARY KEY, value TEXT NOT NULL"),

      keyedTable(
        "plugins",
        `id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         status TEXT NOT NULL CHECK (status IN ('active', 'inactive')),
         api_key TEXT NOT NULL,
         private_key TEXT,
         settings TEXT NOT NULL,
         version ${integer} NOT NULL,
         alarm TEXT,
         created_at ${integer} NOT NULL,
         updated_at ${integer} NOT NULL`,
      ),
      "CREATE INDEX plugins_account ON plugins (api_key)",

      keyedTable(
        "push_keys",
        `id TEXT PRIMARY KEY,
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         name TEXT NOT NULL,
         prefix TEXT NOT NULL,
         hash TEXT NOT NULL UNIQUE,
         created_at ${integer} NOT NULL,
         revoked_at ${integer}`,
      ),
      "CREATE INDEX push_keys_plugin ON push_keys (plugin_id, created_at)",

      keyedTable(
        "leases",
        `account_id TEXT PRIMARY KEY,
         holder TEXT,
         token ${integer} NOT NULL,
         expires_at ${integer} NOT NULL`,
      ),

      keyedTable(
        "workers",
        `holder TEXT PRIMARY KEY,
         expires_at ${integer} NOT NULL`,
      ),

      table(
        "outbox",
        `id ${serial},
         plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL CHECK (lane IN ('live', 'history')),
         metric TEXT NOT NULL,
         unique_id TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'skipped')),
         attempts ${integer} NOT NULL DEFAULT 0,
         due_at ${integer} NOT NULL,
         occurred_at ${integer} NOT NULL,
         received_at ${integer} NOT NULL,
         settled_at ${integer},
         profile_key TEXT NOT NULL,
         order_number TEXT,
         commerce_type TEXT NOT NULL,
         commerce_source TEXT NOT NULL,
         commerce_id TEXT NOT NULL,
         secrets TEXT,
         trace_parent TEXT,
         reason_code TEXT,
         reason_message TEXT,
         failure TEXT`,
      ),
      "CREATE UNIQUE INDEX outbox_unique ON outbox (plugin_id, metric, unique_id)",
      "CREATE INDEX outbox_claim ON outbox (plugin_id, lane, due_at, id) WHERE state = 'pending'",
      "CREATE INDEX outbox_put_off ON outbox (plugin_id, lane, received_at) WHERE state = 'pending' AND due_at > received_at",
      "CREATE INDEX outbox_kind ON outbox (plugin_id, lane, metric, state, id)",
      "CREATE INDEX outbox_profile ON outbox (profile_key, id)",
      "CREATE INDEX outbox_order ON outbox (order_number, id) WHERE order_number IS NOT NULL",
      "CREATE INDEX outbox_settled ON outbox (state, settled_at) WHERE settled_at IS NOT NULL",

      table(
        "outbox_payloads",
        `event_id ${integer} PRIMARY KEY,
         body TEXT NOT NULL,
         profile TEXT NOT NULL`,
      ),

      keyedTable(
        "outbox_counts",
        `plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL,
         metric TEXT NOT NULL,
         state TEXT NOT NULL,
         slot ${integer} NOT NULL,
         events ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, lane, metric, state, slot)`,
      ),

      table(
        "held_events",
        `id ${serial},
         plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL CHECK (lane IN ('live', 'history')),
         commerce_type TEXT NOT NULL,
         commerce_source TEXT NOT NULL,
         commerce_id TEXT NOT NULL,
         occurred_at ${integer} NOT NULL,
         received_at ${integer} NOT NULL,
         profile_key TEXT NOT NULL,
         order_number TEXT,
         commerce_event TEXT NOT NULL,
         reason_code TEXT NOT NULL,
         reason_message TEXT NOT NULL`,
      ),
      "CREATE UNIQUE INDEX held_events_unique ON held_events (plugin_id, commerce_type, commerce_source, commerce_id)",

      keyedTable(
        "refunds",
        `plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         order_number TEXT NOT NULL,
         refund_id TEXT NOT NULL,
         is_first ${integer} NOT NULL CHECK (is_first IN (0, 1)),
         PRIMARY KEY (plugin_id, order_number, refund_id)`,
      ),
      "CREATE UNIQUE INDEX refunds_first ON refunds (plugin_id, order_number) WHERE is_first = 1",

      ...(engine === "postgres" ? POSTGRES_STORAGE : []),
    ];
  },
};

/** Payloads are never queried inside: kept out of line and not compressed. The queue is vacuumed before dead rows slow a claim. */
const POSTGRES_STORAGE = [
  "ALTER TABLE outbox_payloads ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN profile SET STORAGE EXTERNAL",
  "ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05)",
  "ALTER TABLE outbox_counts SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)",
  "ALTER TABLE leases SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)",
];
