import type { Plugin } from "../api/api-types.ts";

const UTC = "UTC";

/** The zone in which a plugin's times are shown; that of an unknown plugin is UTC. */
export function timeZoneOf(plugin: Pick<Plugin, "settings"> | undefined): string {
  const zone = plugin?.settings.timeZone;
  return typeof zone === "string" ? zone : UTC;
}
