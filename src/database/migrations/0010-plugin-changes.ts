import type { Migration } from "./migration.ts";

/** Who changed which settings of a plugin, and when. It goes with the plugin. */
export const pluginChanges: Migration = {
  version: 10,
  name: "plugin changes",
  worksWithSoftwareOf: 9,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    return [
      `CREATE TABLE plugin_changes (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         version INTEGER NOT NULL,
         changed_at ${integer} NOT NULL,
         author TEXT NOT NULL CHECK (author IN ('user', 'token', 'service')),
         user_id TEXT,
         fields TEXT NOT NULL,
         PRIMARY KEY (plugin_id, version)
       )${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`,
    ];
  },
};
