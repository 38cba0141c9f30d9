import { hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { ChangeAuthor } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import type { Database } from "../database/database.ts";
import type { PushKey } from "./store.ts";

/** 256 bits: nobody guesses it, so a plain hash is enough to keep. */
const SECRET_BYTES = 32;
const SHOWN_CHARACTERS = 6;

const digest = (secret: string) => hash("sha256", secret);

interface KeyAct {
  readonly pluginId: string;
  readonly author: ChangeAuthor;
  readonly now: number;
}

/** The secret is returned here only; the database has its hash. */
export async function insertPushKey(
  database: Database,
  { pluginId, name, author, now }: KeyAct & { readonly name: string },
) {
  const label = pluginId.replaceAll("-", "").slice(0, 12);
  const secret = `ck_${label}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const key: PushKey = {
    id: randomUUID(),
    pluginId,
    name,
    prefix: secret.slice(0, `ck_${label}_`.length + SHOWN_CHARACTERS),
    createdAt: now,
    revokedAt: null,
  };
  await database.transaction(async (transaction) => {
    await transaction
      .insertInto("push_keys")
      .values({
        ...{ id: key.id, plugin_id: pluginId, name, prefix: key.prefix },
        ...{ hash: digest(secret), created_at: now, revoked_at: null },
      })
      .execute();
    await noteChange(transaction, { kind: "push_key_made", author, changedAt: now, pluginId, name });
  });
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
  database: Database,
  { pluginId, keyId, author, now }: KeyAct & { readonly keyId: string },
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const revoked = await transaction
      .updateTable("push_keys")
      .set({ revoked_at: now })
      .where("plugin_id", "=", pluginId)
      .where("id", "=", keyId)
      .where("revoked_at", "is", null)
      .returning("name")
      .executeTakeFirst();
    if (revoked === undefined) return false;
    await noteChange(transaction, { kind: "push_key_revoked", author, changedAt: now, pluginId, name: revoked.name });
    return true;
  });
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
