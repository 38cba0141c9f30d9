import { z } from "zod";
import type { Database } from "../../database/database.ts";

/** What was newest in Centra when the plugin was connected: what happened up to then is the past, and not told. */
const baselineSchema = z.object({
  /** Of which shop: the instance's address, and the store if it is one of several. Empty in what an earlier version saved. */
  of: z.string().default(""),
  orderNumber: z.number().nullable(),
  /** RFC 3339. */
  orderChangedAt: z.string().nullable(),
  customerId: z.number().nullable(),
  voucherId: z.number().nullable(),
  /** Page of open orders that is read next; null when all were read. */
  nextPage: z.number().nullable(),
});

const cursorsSchema = z.object({
  orders: z.string().nullable().default(null),
  shipments: z.string().nullable().default(null),
  customers: z.string().nullable().default(null),
  returns: z.string().nullable().default(null),
  payments: z.string().nullable().default(null),
  voucherId: z.number().nullable().default(null),
});

const eventSystemSchema = z.object({ isOn: z.boolean(), reason: z.string() });

export type Baseline = z.output<typeof baselineSchema>;
/** Up to where polling has come: RFC 3339, of Centra's own times. */
export type PollCursors = z.output<typeof cursorsSchema>;

export interface ProgressStore {
  baseline(pluginId: string): Promise<Baseline | null>;
  saveBaseline(pluginId: string, baseline: Baseline): Promise<void>;
  cursors(pluginId: string): Promise<PollCursors>;
  saveCursors(pluginId: string, cursors: PollCursors): Promise<void>;
  /** Whether Centra queued events when it was last asked; null before. */
  eventSystem(pluginId: string): Promise<z.output<typeof eventSystemSchema> | null>;
  saveEventSystem(pluginId: string, eventSystem: z.output<typeof eventSystemSchema>): Promise<void>;
}

/** Where reading has come to, so that a restart goes on from there. */
export function createProgressStore({ kysely }: Database): ProgressStore {
  async function read(pluginId: string, name: string): Promise<unknown> {
    const row = await kysely
      .selectFrom("centra_progress")
      .select("value")
      .where("plugin_id", "=", pluginId)
      .where("name", "=", name)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.value);
  }
  async function save(pluginId: string, name: string, value: object): Promise<void> {
    const row = { plugin_id: pluginId, name, value: JSON.stringify(value) };
    await kysely
      .insertInto("centra_progress")
      .values(row)
      .onConflict((conflict) => conflict.columns(["plugin_id", "name"]).doUpdateSet(row))
      .execute();
  }
  return {
    baseline: async (pluginId) => baselineSchema.nullable().parse((await read(pluginId, "baseline")) ?? null),
    saveBaseline: (pluginId, baseline) => save(pluginId, "baseline", baseline),
    cursors: async (pluginId) => cursorsSchema.parse((await read(pluginId, "poll cursors")) ?? {}),
    saveCursors: (pluginId, cursors) => save(pluginId, "poll cursors", cursors),
    eventSystem: async (pluginId) => eventSystemSchema.nullable().parse((await read(pluginId, "event system")) ?? null),
    saveEventSystem: (pluginId, eventSystem) => save(pluginId, "event system", eventSystem),
  };
}
