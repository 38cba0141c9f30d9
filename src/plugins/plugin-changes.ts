import type { Kysely } from "kysely";
import { z } from "zod";
import type { ChangeAuthor, FieldChange } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import { credentialChange, fieldChanges } from "../changes/field-changes.ts";
import type { Schema } from "../database/schema.ts";
import type { StorePlugin } from "./plugin.ts";

/** So many of a plugin's changes are kept. */
const KEPT = 100;

export interface PluginChange {
  /** What the change made of the plugin; 1 is its beginning. */
  readonly version: number;
  readonly author: ChangeAuthor;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** Of a private key neither value is known. Empty: the plugin was added, or saved as it was. */
  readonly fields: readonly FieldChange[];
}

type Change = Omit<PluginChange, "version">;

const fieldsSchema = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }));

/** What differs between two states of a plugin, field by field. Pure. */
export function pluginFieldChanges(before: StorePlugin, after: StorePlugin, hasNewKey: boolean): FieldChange[] {
  return [
    ...fieldChanges(outerFields(before), outerFields(after)),
    ...fieldChanges(before.settings, after.settings, "settings."),
    ...(hasNewKey ? [credentialChange("privateKey")] : []),
  ];
}

function outerFields({ name, status, apiKey }: StorePlugin) {
  return { name, status, apiKey };
}

/** In the transaction of the change itself. The oldest beyond those that are kept go. */
export async function recordChange(
  transaction: Kysely<Schema>,
  pluginId: string,
  version: number,
  { author, changedAt, fields }: Change,
): Promise<void> {
  await transaction
    .insertInto("plugin_changes")
    .values({
      ...{ plugin_id: pluginId, version, changed_at: changedAt, author: author.kind },
      user_id: author.kind === "user" ? author.userId : null,
      fields: JSON.stringify(fields),
    })
    .execute();
  await transaction
    .deleteFrom("plugin_changes")
    .where("plugin_id", "=", pluginId)
    .where("version", "<=", version - KEPT)
    .execute();
  await noteChange(transaction, {
    kind: version === 1 ? "plugin_added" : "plugin_changed",
    author,
    changedAt,
    pluginId,
  });
}

/** Newest first. */
export async function selectChanges(kysely: Kysely<Schema>, pluginId: string): Promise<PluginChange[]> {
  const rows = await kysely
    .selectFrom("plugin_changes")
    .selectAll()
    .where("plugin_id", "=", pluginId)
    .orderBy("version", "desc")
    .execute();
  return rows.map(({ version, author, user_id, changed_at, fields }) => ({
    version,
    author: author === "user" ? { kind: author, userId: user_id ?? "" } : { kind: author },
    changedAt: changed_at,
    fields: fieldsSchema.parse(JSON.parse(fields)),
  }));
}
