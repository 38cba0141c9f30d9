import { z } from "zod";
import { formatFields, formatTable, formatTime } from "./terminal.ts";

/** What the commands show of a plugin. */
export const pluginSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  apiKey: z.string(),
  hasPrivateKey: z.boolean(),
  version: z.number(),
  alarm: z.object({ code: z.string(), message: z.string(), since: z.number() }).nullable(),
  settings: z.record(z.string(), z.unknown()),
  updatedAt: z.number(),
});
type Plugin = z.infer<typeof pluginSchema>;

export function formatPlugins(plugins: readonly Plugin[]): string {
  return formatTable(
    ["id", "name", "status", "account", "base currency", "alarm"],
    plugins.map((plugin) => [
      plugin.id,
      plugin.name,
      plugin.status,
      plugin.apiKey || "–",
      String(plugin.settings.baseCurrency),
      plugin.alarm?.message ?? "",
    ]),
  );
}

export function formatPlugin(plugin: Plugin): string {
  const settings = Object.entries(plugin.settings).map(([name, value]) => [name, formatSetting(value)] as const);
  return formatFields([
    ["id", plugin.id],
    ["name", plugin.name],
    ["status", plugin.status],
    ["API key", plugin.apiKey || "–"],
    ["API private key", plugin.hasPrivateKey ? "set" : "not set"],
    ["alarm", plugin.alarm === null ? "–" : plugin.alarm.message],
    ...settings,
    ["version", String(plugin.version)],
    ["updated", formatTime(plugin.updatedAt)],
  ]);
}

function formatSetting(value: unknown): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
  if (typeof value === "object") {
    const pairs = Object.entries(value).map(([key, entry]) => `${key}=${String(entry)}`);
    return pairs.length === 0 ? "–" : pairs.join(", ");
  }
  return String(value);
}
