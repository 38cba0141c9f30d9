import type { Migration } from "./migration.ts";

/**
 * What the activity feed and the overview show beyond the outbox itself.
 *
 * - outbox_hours: how many events came in each hour, by plugin and metric, kept in the transactions that take them. By hour first:
 *   a day is read in one stretch.
 * - outbox_attempts: the first attempts of an event that failed; written when one fails, so that what goes well costs nothing.
 * - account_health: what the worker that drives an account last told of it.
 */
export const activity: Migration = {
  version: 5,
  name: "activity and overview",
  worksWithSoftwareOf: 4,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const keyedTable = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`;

    return [
      keyedTable(
        "outbox_hours",
        `hour ${integer} NOT NULL,
         plugin_id TEXT NOT NULL,
         metric TEXT NOT NULL,
         slot ${integer} NOT NULL,
         events ${integer} NOT NULL,
         PRIMARY KEY (hour, plugin_id, metric, slot)`,
      ),
      keyedTable(
        "outbox_attempts",
        `event_id ${integer} NOT NULL,
         at ${integer} NOT NULL,
         attempt ${integer} NOT NULL,
         code TEXT NOT NULL,
         status ${integer},
         detail TEXT NOT NULL,
         request TEXT NOT NULL,
         PRIMARY KEY (event_id, at)`,
      ),
      keyedTable(
        "account_health",
        `account_id TEXT PRIMARY KEY,
         taken_at ${integer} NOT NULL,
         figures TEXT NOT NULL`,
      ),
      ...(engine === "postgres" ? POSTGRES_STORAGE : []),
    ];
  },
};

/** Rows that are written again and again: vacuumed before dead versions slow a reader. */
const POSTGRES_STORAGE = ["outbox_hours", "account_health"].map(
  (table) =>
    `ALTER TABLE ${table} SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`,
);
