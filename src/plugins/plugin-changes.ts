import { isDeepStrictEqual } from "node:util";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Schema } from "../database/schema.ts";
import type { StorePlugin } from "./plugin.ts";

/** So many of a plugin's changes are kept. */
const KEPT = 100;

/** Who changes a plugin: somebody who is signed in, a script with the admin token, or the service itself. */
export type ChangeAuthor =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "token" }
  | { readonly kind: "service" };

/** A field as the API's pointers name it, with dots: `name`, `settings.cartLink`. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

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

const OUTER_FIELDS = ["name", "status", "apiKey"] as const;

const fieldsSchema = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }));

/** What differs between two states of a plugin, field by field. Pure. */
export function fieldChanges(before: StorePlugin, after: StorePlugin, hasNewKey: boolean): FieldChange[] {
  const outer = OUTER_FIELDS.map((field) => ({ field, before: before[field], after: after[field] }));
  const [was, is] = [new Map(Object.entries(before.settings)), new Map(Object.entries(after.settings))];
  const inner = [...new Set([...was.keys(), ...is.keys()])].map((name) => ({
    field: `settings.${name}`,
    before: was.get(name) ?? null,
    after: is.get(name) ?? null,
  }));
  const differing = [...outer, ...inner].filter((one) => !isDeepStrictEqual(one.before, one.after));
  return hasNewKey ? [...differing, { field: "privateKey", before: null, after: null }] : differing;
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
