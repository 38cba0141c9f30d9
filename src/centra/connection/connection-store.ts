import type { Selectable } from "kysely";
import { z } from "zod";
import { type ChangeAuthor, type FieldChange, SERVICE } from "../../changes/change.ts";
import { noteChange } from "../../changes/change-log.ts";
import { credentialChange, fieldChanges } from "../../changes/field-changes.ts";
import type { Clock } from "../../clock.ts";
import type { Database } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import type { Cipher } from "../../plugins/cipher.ts";
import { PluginNotFoundError, type SettingsFault, SettingsInvalidError } from "../../plugins/errors.ts";
import type { CentraConnection, CentraCredentials } from "./connection.ts";
import { CentraNotConnectedError } from "./errors.ts";
import { completeConnection, type ParsedConnectionInput, parseConnectionInput } from "./parse-connection.ts";

const CHANGES_CHANNEL = "centra_connections_changed";
const storedSchema = z.record(z.string(), z.unknown());

export interface ConnectionStore {
  find(pluginId: string): Promise<CentraConnection | null>;
  /**
   * Connects a plugin, or changes its connection; another address or store begins anew, with the past left untold. Throws
   * PluginNotFoundError, SettingsInvalidError. `author`: the service itself when absent.
   */
  save(pluginId: string, input: unknown, author?: ChangeAuthor): Promise<CentraConnection>;
  /** Also forgets what was told; false when there is none. */
  remove(pluginId: string, author?: ChangeAuthor): Promise<boolean>;
  /** Decrypted. Throws CentraNotConnectedError. */
  credentials(pluginId: string): Promise<CentraCredentials>;
  /** Decrypted; null when none is set. */
  webhookSecret(pluginId: string): Promise<string | null>;
  /** Called with the plugin whose connection was changed, in this process or another; with null when any of them may have been. */
  onChange(listener: (pluginId: string | null) => void): () => void;
}

/** Connections to Centra in the database; tokens and secrets are stored encrypted. */
export function createConnectionStore(options: {
  readonly database: Database;
  readonly cipher: Cipher;
  readonly clock: Clock;
}): ConnectionStore {
  const { database, cipher, clock } = options;
  const { kysely } = database;

  const selectRow = (pluginId: string) =>
    kysely.selectFrom("centra_connections").selectAll().where("plugin_id", "=", pluginId).executeTakeFirst();

  async function requirePlugin(pluginId: string): Promise<void> {
    const row = await kysely.selectFrom("plugins").select("id").where("id", "=", pluginId).executeTakeFirst();
    if (row === undefined) throw new PluginNotFoundError(pluginId);
  }

  /** Two consumers of one queue take each other's events (Centra, Events system: one queue per integration). */
  async function refuseSharedToken(pluginId: string, apiUrl: string, token: string): Promise<void> {
    const others = await kysely
      .selectFrom("centra_connections")
      .select(["plugin_id", "token"])
      .where("api_url", "=", apiUrl)
      .where("plugin_id", "<>", pluginId)
      .execute();
    const other = others.find((row) => cipher.decrypt(row.token, row.plugin_id) === token);
    if (other === undefined) return;
    throw new SettingsInvalidError([
      {
        pointer: "/token",
        detail: `is in use by plugin "${other.plugin_id}", which would take this one's events; make a token with an integration name of its own`,
      },
    ]);
  }

  return {
    find: async (pluginId) => {
      const row = await selectRow(pluginId);
      return row === undefined ? null : readRow(row);
    },

    save: async (pluginId, given, author = SERVICE) => {
      const input = parseConnectionInput(given);
      await requirePlugin(pluginId);
      const before = await selectRow(pluginId);
      const apiUrl = input.apiUrl ?? before?.api_url;
      const faults = missingFields(input, before);
      if (apiUrl === undefined || faults.length > 0) throw new SettingsInvalidError(faults);
      const { apiUrl: _, token, webhookSecret, ...changes } = input;
      if (token !== undefined) await refuseSharedToken(pluginId, apiUrl, token);
      const settings = completeConnection(
        before && storedSchema.parse(JSON.parse(before.settings)),
        // The date was the old token's.
        token === undefined ? {} : { tokenExpiresOn: null },
        changes,
      );
      const isElsewhere =
        before !== undefined && (before.api_url !== apiUrl || readRow(before).settings.storeId !== settings.storeId);
      const now = clock.now();
      const row = {
        plugin_id: pluginId,
        api_url: apiUrl,
        token: token === undefined ? (before?.token ?? "") : cipher.encrypt(token, pluginId),
        webhook_secret: encryptSecret(webhookSecret, before?.webhook_secret ?? null),
        settings: JSON.stringify(settings),
        created_at: before?.created_at ?? now,
        updated_at: now,
      };
      await database.transaction(async (transaction) => {
        if (isElsewhere) {
          for (const table of ["centra_progress", "centra_queue", "centra_objects"] as const)
            await transaction.deleteFrom(table).where("plugin_id", "=", pluginId).execute();
        }
        await transaction
          .insertInto("centra_connections")
          .values(row)
          .onConflict((conflict) => conflict.column("plugin_id").doUpdateSet(row))
          .execute();
        await noteChange(transaction, {
          ...{ kind: before === undefined ? "centra_connected" : "centra_changed", author, changedAt: now, pluginId },
          fields: connectionChanges(before && readRow(before), readRow(row), { token, webhookSecret }),
        });
      });
      database.notify(CHANGES_CHANNEL, pluginId);
      return readRow(row);

      function encryptSecret(secret: string | null | undefined, stored: string | null): string | null {
        if (secret === undefined) return stored;
        return secret === null ? null : cipher.encrypt(secret, pluginId);
      }
    },

    remove: async (pluginId, author = SERVICE) => {
      const isRemoved = await database.transaction(async (transaction) => {
        for (const table of ["centra_progress", "centra_queue", "centra_objects", "centra_problems"] as const)
          await transaction.deleteFrom(table).where("plugin_id", "=", pluginId).execute();
        const { numDeletedRows } = await transaction
          .deleteFrom("centra_connections")
          .where("plugin_id", "=", pluginId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await noteChange(transaction, { kind: "centra_disconnected", author, changedAt: clock.now(), pluginId });
        return true;
      });
      database.notify(CHANGES_CHANNEL, pluginId);
      return isRemoved;
    },

    credentials: async (pluginId) => {
      const row = await selectRow(pluginId);
      if (row === undefined) throw new CentraNotConnectedError(pluginId);
      return { token: cipher.decrypt(row.token, pluginId) };
    },

    webhookSecret: async (pluginId) => {
      const row = await selectRow(pluginId);
      return row?.webhook_secret ? cipher.decrypt(row.webhook_secret, pluginId) : null;
    },

    onChange: (listener) => database.listen(CHANGES_CHANNEL, listener),
  };
}

/** A saved token is sent to the address that it was entered for, and to no other. */
function missingFields(
  input: ParsedConnectionInput,
  before: { readonly api_url: string } | undefined,
): SettingsFault[] {
  if (before !== undefined) {
    const isForElsewhere = input.apiUrl !== undefined && input.apiUrl !== before.api_url && input.token === undefined;
    return isForElsewhere ? [{ pointer: "/token", detail: "is needed again for another address" }] : [];
  }
  const faults: SettingsFault[] = [];
  if (input.apiUrl === undefined) faults.push({ pointer: "/apiUrl", detail: "is missing" });
  if (input.token === undefined) faults.push({ pointer: "/token", detail: "is missing" });
  return faults;
}

function readRow(row: Selectable<Schema["centra_connections"]>): CentraConnection {
  return {
    pluginId: row.plugin_id,
    apiUrl: row.api_url,
    hasWebhookSecret: row.webhook_secret !== null,
    settings: completeConnection(storedSchema.parse(JSON.parse(row.settings))),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Of the token and the secret only that they were replaced. */
function connectionChanges(
  before: CentraConnection | undefined,
  after: CentraConnection,
  replaced: Readonly<Record<"token" | "webhookSecret", string | null | undefined>>,
): FieldChange[] {
  const secrets = (["token", "webhookSecret"] as const).filter((name) => replaced[name] !== undefined);
  return [
    ...fieldChanges(before === undefined ? {} : { apiUrl: before.apiUrl }, { apiUrl: after.apiUrl }),
    ...(before === undefined ? [] : fieldChanges(before.settings, after.settings, "settings.")),
    ...(before === undefined ? [] : secrets.map(credentialChange)),
  ];
}
