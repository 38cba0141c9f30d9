import type { Migration } from "./migration.ts";

/**
 * Who may use the web app: users, the links with which they set their passwords, their sessions, and the attempts at passwords that failed.
 * Secrets are kept as hashes alone.
 */
export const users: Migration = {
  version: 3,
  name: "users and sessions",
  worksWithSoftwareOf: 2,
  statements: (engine) => {
    const integer = engine === "sqlite" ? "INTEGER" : "BIGINT";
    const table = (name: string, columns: string) =>
      `CREATE TABLE ${name} (${columns})${engine === "sqlite" ? " STRICT, WITHOUT ROWID" : ""}`;
    const ofUser = "user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE";

    return [
      table(
        "users",
        `id TEXT PRIMARY KEY,
         email TEXT UNIQUE,
         name TEXT NOT NULL,
         role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
         password TEXT,
         created_at ${integer} NOT NULL`,
      ),
      table(
        "password_links",
        `user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
         hash TEXT NOT NULL UNIQUE,
         expires_at ${integer} NOT NULL`,
      ),
      table(
        "sessions",
        `id TEXT PRIMARY KEY,
         hash TEXT NOT NULL UNIQUE,
         ${ofUser},
         browser TEXT NOT NULL,
         created_at ${integer} NOT NULL,
         seen_at ${integer} NOT NULL,
         expires_at ${integer} NOT NULL`,
      ),
      "CREATE INDEX sessions_of_user ON sessions (user_id, seen_at)",
      table(
        "sign_in_attempts",
        `subject TEXT PRIMARY KEY,
         failures ${integer} NOT NULL,
         blocked_until ${integer} NOT NULL,
         last_at ${integer} NOT NULL`,
      ),
      "CREATE INDEX sign_in_attempts_last ON sign_in_attempts (last_at)",
    ];
  },
};
