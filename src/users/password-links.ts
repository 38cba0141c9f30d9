import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { digestOf, makeSecret } from "./secret.ts";
import { readUser } from "./user-row.ts";
import type { PasswordLink, User } from "./users.ts";

const LIFETIME_MS = 48 * 3_600_000;

/** The user's only link from now on. */
export async function replaceLink(kysely: Kysely<Schema>, userId: string, now: number): Promise<PasswordLink> {
  const secret = makeSecret("ul");
  const values = { user_id: userId, hash: digestOf(secret), expires_at: now + LIFETIME_MS };
  await kysely
    .insertInto("password_links")
    .values(values)
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet({ hash: values.hash, expires_at: values.expires_at }),
    )
    .execute();
  return { secret, expiresAt: values.expires_at };
}

/** Whose living link it is; null when it is unknown, used or too old. */
export async function findByLink(kysely: Kysely<Schema>, secret: string, now: number): Promise<User | null> {
  const row = await kysely
    .selectFrom("password_links")
    .innerJoin("users", "users.id", "password_links.user_id")
    .selectAll("users")
    .where("password_links.hash", "=", digestOf(secret))
    .where("password_links.expires_at", ">", now)
    .executeTakeFirst();
  return row === undefined ? null : readUser(row);
}

/** True for one caller only, however many come at once. */
export async function useUpLink(kysely: Kysely<Schema>, secret: string): Promise<boolean> {
  const { numDeletedRows } = await kysely
    .deleteFrom("password_links")
    .where("hash", "=", digestOf(secret))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
