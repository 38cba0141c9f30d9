import type { Migration } from "./migration.ts";

/** Who did what to the service, and when: users, keys, connections, exports, replays. It stays when a plugin goes. */
export const adminChanges: Migration = {
  version: 12,
  name: "admin changes",
  worksWithSoftwareOf: 11,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const identity =
      engine === "sqlite" ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    return [
      `CREATE TABLE admin_changes (
         id ${identity},
         changed_at ${integer} NOT NULL,
         kind TEXT NOT NULL,
         author TEXT NOT NULL CHECK (author IN ('user', 'token', 'service')),
         author_id TEXT,
         plugin_id TEXT,
         user_id TEXT,
         name TEXT,
         count ${integer},
         fields TEXT NOT NULL
       )${engine === "sqlite" ? " STRICT" : ""}`,
      "CREATE INDEX admin_changes_of_plugin ON admin_changes (plugin_id, id)",
    ];
  },
};
