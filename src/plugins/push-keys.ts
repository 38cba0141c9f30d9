import { hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { PushKey } from "./store.ts";

/** 256 bits: nobody guesses it, so a plain hash is enough to keep. */
const SECRET_BYTES = 32;
const SHOWN_CHARACTERS = 6;

const digest = (secret: string) => hash("sha256", secret);

/** The secret is returned here only; the database has its hash. */
export async function insertPushKey(database: Database, clock: Clock, pluginId: string, name: string) {
  const label = pluginId.replaceAll("-", "").slice(0, 12);
  const secret = `ck_${label}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const key: PushKey = {
    id: randomUUID(),
    pluginId,
    name,
    prefix: secret.slice(0, `ck_${label}_`.length + SHOWN_CHARACTERS),
    createdAt: clock.now(),
    revokedAt: null,
  };
  await database.kysely
    .insertInto("push_keys")
    .values({
      id: key.id,
      plugin_id: pluginId,
      name,
      prefix: key.prefix,
      hash: digest(secret),
      created_at: key.createdAt,
      revoked_at: null,
    })
    .execute();
  return { key, secret };
}

/** Oldest first. */
export async function selectPushKeys({ kysely }: Database, pluginId: string): Promise<PushKey[]> {
  const rows = await kysely
    .selectFrom("push_keys")
    .selectAll()
    .where("plugin_id", "=", pluginId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    pluginId: row.plugin_id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/** False when there is no such living key. */
export async function revokePushKey(
  { kysely }: Database,
  clock: Clock,
  pluginId: string,
  keyId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("push_keys")
    .set({ revoked_at: clock.now() })
    .where("plugin_id", "=", pluginId)
    .where("id", "=", keyId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the secret is one of the plugin's living keys. Every key is compared, each in constant time. */
export async function isPushKey({ kysely }: Database, pluginId: string, secret: string): Promise<boolean> {
  const keys = await kysely
    .selectFrom("push_keys")
    .select("hash")
    .where("plugin_id", "=", pluginId)
    .where("revoked_at", "is", null)
    .execute();
  const given = Buffer.from(digest(secret));
  let found = false;
  for (const key of keys) {
    if (timingSafeEqual(given, Buffer.from(key.hash))) found = true;
  }
  return found;
}
