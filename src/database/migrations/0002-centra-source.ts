import type { Migration } from "./migration.ts";

/**
 * Centra as a source: how a plugin is connected to it, what it has said and is still to be worked off, what was already told of each
 * of its objects, and what of it could not be used. All of it goes with the plugin.
 *
 * - centra_queue_due: the next references that are to be looked at.
 */
export const centraSource: Migration = {
  version: 2,
  name: "centra as a source",
  worksWithSoftwareOf: 1,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const serial =
      engine === "sqlite" ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    const ofPlugin = "plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE";
    const table = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT" : ""}`;
    const keyedTable = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`;

    return [
      keyedTable(
        "centra_connections",
        `plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         api_url TEXT NOT NULL,
         token TEXT NOT NULL,
         webhook_secret TEXT,
         settings TEXT NOT NULL,
         created_at ${integer} NOT NULL,
         updated_at ${integer} NOT NULL`,
      ),
      keyedTable(
        "centra_progress",
        `${ofPlugin},
         name TEXT NOT NULL,
         value TEXT NOT NULL,
         PRIMARY KEY (plugin_id, name)`,
      ),
      keyedTable(
        "centra_queue",
        `${ofPlugin},
         kind TEXT NOT NULL,
         reference TEXT NOT NULL,
         revision ${integer} NOT NULL,
         attempts ${integer} NOT NULL,
         due_at ${integer} NOT NULL,
         seen_at ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, kind, reference)`,
      ),
      "CREATE INDEX centra_queue_due ON centra_queue (plugin_id, due_at)",
      keyedTable(
        "centra_objects",
        `${ofPlugin},
         kind TEXT NOT NULL,
         reference TEXT NOT NULL,
         told TEXT NOT NULL,
         updated_at ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, kind, reference)`,
      ),
      table(
        "centra_problems",
        `id ${serial},
         ${ofPlugin},
         code TEXT NOT NULL,
         reference TEXT NOT NULL,
         message TEXT NOT NULL,
         times ${integer} NOT NULL,
         first_seen_at ${integer} NOT NULL,
         last_seen_at ${integer} NOT NULL`,
      ),
      "CREATE UNIQUE INDEX centra_problems_unique ON centra_problems (plugin_id, code, reference)",
      "CREATE INDEX centra_problems_recent ON centra_problems (plugin_id, last_seen_at)",
    ];
  },
};
