import type { Overview } from "../api/api-types.ts";

const MINUTE_MS = 60_000;

type Plugin = Overview["plugins"][number];

/** What waits in a lane of all plugins together. */
export function addUpLanes(
  plugins: readonly Pick<Plugin, "lanes">[],
  lane: "live" | "history",
): Plugin["lanes"]["live"] {
  const lanes = plugins.map(({ lanes: { [lane]: one } }) => one);
  const oldest = lanes.flatMap(({ oldestReceivedAt }) => oldestReceivedAt ?? []);
  return {
    pending: lanes.reduce((sum, { pending }) => sum + pending, 0),
    oldestReceivedAt: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** How much of the minute's quota is in use; what was used more than a minute ago counts no more. `share`: per cent. */
export function shareOf(window: Overview["accounts"][number]["single"]["window"], now: number) {
  if (window === null) return { used: 0, limit: 0, share: 0 };
  const used = now - window.at < MINUTE_MS ? window.used : 0;
  return { used, limit: window.limit, share: window.limit === 0 ? 0 : Math.min(100, (100 * used) / window.limit) };
}
