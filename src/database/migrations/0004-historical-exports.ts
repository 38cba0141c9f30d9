import type { Migration } from "./migration.ts";

/**
 * Historical exports: where each has come to, what could not be read, and which customers an import file speaks of. All of it goes
 * with the plugin.
 */
export const historicalExports: Migration = {
  version: 4,
  name: "historical exports",
  worksWithSoftwareOf: 1,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const ofPlugin = "plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE";
    const keyedTable = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`;
    return [
      keyedTable(
        "exports",
        `plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         state TEXT NOT NULL CHECK (state IN ('pending', 'paused', 'synchronised', 'failed', 'cancelled')),
         step TEXT NOT NULL CHECK (step IN ('reading', 'delivering')),
         revision ${integer} NOT NULL,
         plan TEXT NOT NULL,
         cursor TEXT,
         progress TEXT NOT NULL,
         tally TEXT NOT NULL,
         trouble TEXT,
         started_at ${integer} NOT NULL,
         updated_at ${integer} NOT NULL,
         finished_at ${integer}`,
      ),
      keyedTable(
        "export_problems",
        `${ofPlugin},
         place ${integer} NOT NULL,
         code TEXT NOT NULL,
         reference TEXT NOT NULL,
         message TEXT NOT NULL,
         PRIMARY KEY (plugin_id, place)`,
      ),
      keyedTable(
        "export_customers",
        `${ofPlugin},
         file TEXT NOT NULL,
         customer TEXT NOT NULL,
         is_known ${integer} NOT NULL,
         is_chosen ${integer} NOT NULL,
         orders ${integer} NOT NULL,
         orders_since ${integer} NOT NULL,
         newest_order_at ${integer} NOT NULL,
         newest_order TEXT NOT NULL,
         PRIMARY KEY (plugin_id, file, customer)`,
      ),
    ];
  },
};
