import type { Migration } from "./migration.ts";

/** What merchants word otherwise in the mails: one row a text, that goes with its plugin. */
export const emailTexts: Migration = {
  version: 6,
  name: "e-mail texts",
  worksWithSoftwareOf: 1,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    return [
      `CREATE TABLE email_texts (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         metric TEXT NOT NULL,
         language TEXT NOT NULL,
         text_key TEXT NOT NULL,
         text TEXT NOT NULL,
         updated_at ${integer} NOT NULL,
         PRIMARY KEY (plugin_id, metric, language, text_key)
       )${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`,
    ];
  },
};
