import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../../database/database.ts";

const toldSchema = z.array(z.string()).catch([]);

export type ToldKind = "order" | "customer" | "voucher";

/** What was told of each object already, so that a change is told once and a change that was seen twice not again. */
export interface ToldStore {
  /** By reference; absent = never seen. */
  read(pluginId: string, kind: ToldKind, references: readonly string[]): Promise<Map<string, ReadonlySet<string>>>;
  /** Adds to what was told; an object with nothing told yet is then one that was seen. */
  write(pluginId: string, kind: ToldKind, told: ReadonlyMap<string, ReadonlySet<string>>, now: number): Promise<void>;
}

export function createToldStore(database: Database): ToldStore {
  return {
    async read(pluginId, kind, references) {
      if (references.length === 0) return new Map();
      const rows = await database.kysely
        .selectFrom("centra_objects")
        .select(["reference", "told"])
        .where("plugin_id", "=", pluginId)
        .where("kind", "=", kind)
        .where("reference", "in", [...references])
        .execute();
      return new Map(rows.map(({ reference, told }) => [reference, new Set(toldSchema.parse(JSON.parse(told)))]));
    },

    async write(pluginId, kind, told, now) {
      if (told.size === 0) return;
      const values = database.values("v", {
        columns: { reference: "text", told: "text" },
        rows: [...told]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([reference, keys]) => [reference, JSON.stringify([...keys])]),
      });
      await sql`
        INSERT INTO centra_objects (plugin_id, kind, reference, told, updated_at)
        SELECT ${pluginId}, ${kind}, v.reference, v.told, ${sql.lit(now)} FROM ${values} WHERE true
        ON CONFLICT (plugin_id, kind, reference) DO UPDATE SET told = excluded.told, updated_at = excluded.updated_at
      `.execute(database.kysely);
    },
  };
}
