import { type ChangeAuthor, SERVICE } from "../changes/change.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Cipher } from "./cipher.ts";
import { PluginChangedError, PluginExistsError, PluginNotFoundError, SettingsInvalidError } from "./errors.ts";
import { completeSettings, type ParsedInput, parsePluginInput } from "./parse-input.ts";
import type { StorePlugin } from "./plugin.ts";
import { pluginFieldChanges, recordChange, selectChanges } from "./plugin-changes.ts";
import { readPluginRow } from "./plugin-row.ts";
import { insertPushKey, isPushKey, revokePushKey, selectPushKeys } from "./push-keys.ts";
import { removePlugin } from "./remove-plugin.ts";
import { makeSlug } from "./slug.ts";
import type { PluginStore } from "./store.ts";

const CHANGES_CHANNEL = "plugins_changed";

/** Tries of a slug with a number behind it, when a plugin of the same name is there. */
const SLUG_TRIES = 100;

interface PluginStoreOptions {
  readonly database: Database;
  readonly cipher: Cipher;
  readonly clock: Clock;
  /** Before each step of what keeps this process busy; default: at once. */
  readonly nextTurn?: () => Promise<void>;
}

/** Store plugins in the database; the private key is stored encrypted. See `PluginStore` for what each part promises. */
export function createPluginStore({
  database,
  cipher,
  clock,
  nextTurn = async () => {},
}: PluginStoreOptions): PluginStore {
  const { kysely } = database;
  const announce = (id: string) => database.notify(CHANGES_CHANNEL, id);

  async function find(id: string): Promise<StorePlugin | null> {
    const row = await kysely.selectFrom("plugins").selectAll().where("id", "=", id).executeTakeFirst();
    return row ? readPluginRow(row) : null;
  }

  async function get(id: string): Promise<StorePlugin> {
    const plugin = await find(id);
    if (!plugin) throw new PluginNotFoundError(id);
    return plugin;
  }

  /** False when the id is taken. */
  function insert(id: string, name: string, input: ParsedInput, author: ChangeAuthor): Promise<boolean> {
    const now = clock.now();
    return database.transaction(async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto("plugins")
        .values({
          id,
          name,
          status: input.status ?? "active",
          api_key: input.apiKey ?? "",
          private_key: input.privateKey === undefined ? null : cipher.encrypt(input.privateKey, id),
          settings: JSON.stringify(completeSettings(input.settings)),
          version: 1,
          alarm: null,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await recordChange(transaction, id, 1, { author, changedAt: now, fields: [] });
      return true;
    });
  }

  async function setAlarm(id: string, alarm: string | null, version?: number): Promise<void> {
    const { numUpdatedRows } = await kysely
      .updateTable("plugins")
      .set({ alarm })
      .where("id", "=", id)
      .$if(alarm === null, (query) => query.where("alarm", "is not", null))
      .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
      .executeTakeFirst();
    if (numUpdatedRows > 0n) announce(id);
  }

  return {
    list: async () => {
      const rows = await kysely.selectFrom("plugins").selectAll().orderBy("id").execute();
      return rows.map(readPluginRow);
    },
    find,

    create: async (given, author = SERVICE) => {
      const input = parsePluginInput(given);
      const { name } = input;
      if (name === undefined) throw new SettingsInvalidError([{ pointer: "/name", detail: "is missing" }]);
      const slug = makeSlug(name);
      const ids = input.id === undefined ? [slug, ...numbered(slug)] : [input.id];
      for (const id of ids) {
        if (!(await insert(id, name, input, author))) continue;
        announce(id);
        return get(id);
      }
      throw new PluginExistsError(input.id ?? slug);
    },

    update: async (id, version, given, author = SERVICE) => {
      const input = parsePluginInput(given);
      if (input.id !== undefined && input.id !== id) {
        throw new SettingsInvalidError([{ pointer: "/id", detail: "cannot be changed; make a new plugin instead" }]);
      }
      const current = await get(id);
      const now = clock.now();
      const changed = {
        ...current,
        name: input.name ?? current.name,
        status: input.status ?? current.status,
        apiKey: input.apiKey ?? current.apiKey,
        settings: completeSettings(current.settings, input.settings),
      };
      const isChanged = await database.transaction(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("plugins")
          .set({
            ...{ name: changed.name, status: changed.status, api_key: changed.apiKey },
            settings: JSON.stringify(changed.settings),
            version: version + 1,
            updated_at: now,
            ...(input.privateKey !== undefined && { private_key: cipher.encrypt(input.privateKey, id), alarm: null }),
          })
          .where("id", "=", id)
          .where("version", "=", version)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        const fields = pluginFieldChanges(current, changed, input.privateKey !== undefined);
        await recordChange(transaction, id, version + 1, { author, changedAt: now, fields });
        return true;
      });
      if (!isChanged) throw new PluginChangedError(id, version, (await get(id)).version);
      announce(id);
      return get(id);
    },

    changes: (id) => selectChanges(kysely, id),

    remove: async (id, author = SERVICE) => {
      const isRemoved = await removePlugin(database, id, { author, now: clock.now(), nextTurn });
      if (!isRemoved) throw new PluginNotFoundError(id);
      announce(id);
    },

    privateKey: async (id) => {
      const row = await kysely.selectFrom("plugins").select("private_key").where("id", "=", id).executeTakeFirst();
      if (!row) throw new PluginNotFoundError(id);
      return row.private_key === null ? null : cipher.decrypt(row.private_key, id);
    },

    raiseAlarm: (id, alarm, version) => setAlarm(id, JSON.stringify(alarm), version),
    clearAlarm: (id) => setAlarm(id, null),
    onChange: (listener) => database.listen(CHANGES_CHANNEL, listener),

    addKey: async (pluginId, name, author = SERVICE) => {
      await get(pluginId);
      const added = await insertPushKey(database, { pluginId, name, author, now: clock.now() });
      announce(pluginId);
      return added;
    },
    listKeys: (pluginId) => selectPushKeys(database, pluginId),
    revokeKey: async (pluginId, keyId, author = SERVICE) => {
      const isRevoked = await revokePushKey(database, { pluginId, keyId, author, now: clock.now() });
      if (isRevoked) announce(pluginId);
      return isRevoked;
    },
    authenticate: (pluginId, secret) => isPushKey(database, pluginId, secret),
  };
}

function numbered(slug: string): string[] {
  return Array.from({ length: SLUG_TRIES }, (_, index) => `${slug}-${index + 2}`);
}
