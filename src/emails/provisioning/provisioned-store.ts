import type { Clock } from "../../clock.ts";
import type { Database } from "../../database/database.ts";

/** What of ours an account has: a template, a flow, an e-mail of a flow, a tag, a mapping, or a flow that another took the place of. */
export type ObjectKind = "template" | "flow" | "mail" | "tag" | "mapping" | "old_flow";

/** An object that was made in a Klaviyo account, and how it was when we last wrote it. */
export interface ProvisionedObject {
  readonly kind: ObjectKind;
  /** `Placed Order` for a flow, `Placed Order/sv` for a template and an e-mail, `revenue` for a mapping. */
  readonly key: string;
  readonly klaviyoId: string;
  readonly name: string;
  /** Fingerprint of what was wanted: another one means that there is something to write. */
  readonly wantedHash: string;
  /** Fingerprint of what Klaviyo then had: another one means that a person changed it. */
  readonly foundHash: string;
}

export interface ProvisionedStore {
  list(pluginId: string, accountId: string): Promise<ProvisionedObject[]>;
  save(pluginId: string, accountId: string, object: ProvisionedObject): Promise<void>;
  remove(pluginId: string, accountId: string, kind: ObjectKind, key: string): Promise<void>;
}

export function createProvisionedStore({ database, clock }: { database: Database; clock: Clock }): ProvisionedStore {
  const { kysely } = database;
  return {
    async list(pluginId, accountId) {
      const rows = await kysely
        .selectFrom("provisioned_objects")
        .selectAll()
        .where("plugin_id", "=", pluginId)
        .where("account_id", "=", accountId)
        .orderBy("kind")
        .orderBy("object_key")
        .execute();
      return rows.map((row) => ({
        kind: row.kind,
        key: row.object_key,
        klaviyoId: row.klaviyo_id,
        name: row.name,
        wantedHash: row.wanted_hash,
        foundHash: row.found_hash,
      }));
    },
    async save(pluginId, accountId, { kind, key, klaviyoId, name, wantedHash, foundHash }) {
      const values = {
        klaviyo_id: klaviyoId,
        name,
        wanted_hash: wantedHash,
        found_hash: foundHash,
        updated_at: clock.now(),
      };
      await kysely
        .insertInto("provisioned_objects")
        .values({ plugin_id: pluginId, account_id: accountId, kind, object_key: key, ...values })
        .onConflict((conflict) =>
          conflict.columns(["plugin_id", "account_id", "kind", "object_key"]).doUpdateSet(values),
        )
        .execute();
    },
    async remove(pluginId, accountId, kind, key) {
      await kysely
        .deleteFrom("provisioned_objects")
        .where("plugin_id", "=", pluginId)
        .where("account_id", "=", accountId)
        .where("kind", "=", kind)
        .where("object_key", "=", key)
        .execute();
    },
  };
}
