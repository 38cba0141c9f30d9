import type { Migration } from "./migration.ts";

/**
 * What was made for a plugin's mails in its Klaviyo account, with fingerprints that tell what is still to be written from what a person changed;
 * and the run that makes it, so that every process sees how far it is and only one runs. Both go with the plugin.
 */
export const provisionedObjects: Migration = {
  version: 9,
  name: "provisioned objects",
  worksWithSoftwareOf: 8,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const end = engine === "sqlite" ? " STRICT, WITHOUT ROWID" : "";
    return [
      `CREATE TABLE provisioned_objects (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         account_id TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN ('template', 'flow', 'mail', 'tag', 'mapping', 'old_flow')),
         object_key TEXT NOT NULL,
         klaviyo_id TEXT NOT NULL,
         name TEXT NOT NULL,
         wanted_hash TEXT NOT NULL,
         found_hash TEXT NOT NULL,
         updated_at ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, account_id, kind, object_key)
       )${end}`,
      `CREATE TABLE provisioning_runs (
         plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         run_id TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'paused')),
         progress TEXT NOT NULL,
         started_at ${integer} NOT NULL,
         alive_at ${integer} NOT NULL,
         ended_at ${integer}
       )${end}`,
    ];
  },
};
