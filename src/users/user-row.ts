import type { Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Session, User } from "./users.ts";

/** Field by field, so that the password's hash goes no further. */
export function readUser(row: Selectable<Schema["users"]>): User {
  const { id, email, name, role, password, created_at } = row;
  return { ...{ id, email, name, role }, hasPassword: password !== null, createdAt: created_at };
}

export function readSession(row: Omit<Selectable<Schema["sessions"]>, "hash" | "user_id">): Session {
  const { id, browser, created_at, seen_at, expires_at } = row;
  return { id, browser, createdAt: created_at, seenAt: seen_at, expiresAt: expires_at };
}
