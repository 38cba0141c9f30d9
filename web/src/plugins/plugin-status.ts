import type { Status } from "../api/api-types.ts";

/** A plugin as the list shows it. */
export type PluginStatus = Status["plugins"][number] & { readonly hasPrivateKey: boolean };

export function deliveryStateOf({
  status,
  alarm,
  hasPrivateKey,
}: PluginStatus): "fine" | "stopped" | "noKey" | "inactive" {
  if (status === "inactive") return "inactive";
  if (!hasPrivateKey) return "noKey";
  return alarm === null ? "fine" : "stopped";
}

export function isSetUp({ status, hasPrivateKey }: PluginStatus): boolean {
  return status === "active" && hasPrivateKey;
}

/** Both lanes together. */
export function waitingOf({ backlog: { live, history } }: PluginStatus) {
  const oldest = [live.oldestReceivedAt, history.oldestReceivedAt].filter((at) => at !== null);
  return {
    pending: live.pending + history.pending,
    oldestReceivedAt: oldest.length === 0 ? null : Math.min(...oldest),
  };
}
