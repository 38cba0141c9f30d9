import type { Selectable } from "kysely";
import { z } from "zod";
import type { Schema } from "../database/schema.ts";
import { completeSettings } from "./parse-input.ts";
import type { StorePlugin } from "./plugin.ts";

const alarmSchema = z.object({ code: z.string(), message: z.string(), since: z.number() });
const storedSettingsSchema = z.record(z.string(), z.unknown());

/** A stored plugin without its private key. Settings that a later version added get their defaults. */
export function readPluginRow(row: Selectable<Schema["plugins"]>): StorePlugin {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    apiKey: row.api_key,
    hasPrivateKey: row.private_key !== null,
    settings: completeSettings(storedSettingsSchema.parse(JSON.parse(row.settings))),
    version: row.version,
    alarm: row.alarm === null ? null : alarmSchema.parse(JSON.parse(row.alarm)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
