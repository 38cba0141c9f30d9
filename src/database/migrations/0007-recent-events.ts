import type { Migration } from "./migration.ts";

/**
 * The newest commerce event of each type a plugin has taken, to show what a change of its settings will do. One row a type, so
 * the table stays as small as the list of plugins; it goes with the plugin.
 */
export const recentEvents: Migration = {
  version: 7,
  name: "recent events",
  worksWithSoftwareOf: 6,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    return [
      `CREATE TABLE recent_events (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         commerce_type TEXT NOT NULL,
         commerce_event TEXT NOT NULL,
         noted_at ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, commerce_type)
       )${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`,
    ];
  },
};
