import type { ProblemStore } from "../sync/problem-store.ts";
import type { ProgressStore } from "../sync/progress-store.ts";
import type { ConnectionStore } from "./connection-store.ts";
import { tokenExpiry } from "./token-expiry.ts";

/** What is known of a plugin's connection to Centra without asking Centra. */
export interface CentraState {
  /** Milliseconds since the epoch; null when the token does not say. */
  readonly tokenExpiresAt: number | null;
  /** Null: not known yet. */
  readonly eventSystem: { readonly isOn: boolean; readonly reason: string } | null;
  /** What stands in the way of reading at the moment. */
  readonly problem: { readonly code: string; readonly message: string; readonly firstSeenAt: number } | null;
}

const LOOKED_THROUGH = 20;

/** Null when the plugin is not connected to Centra. */
export async function readConnectionState(
  pluginId: string,
  {
    connections,
    problems,
    progress,
  }: { readonly connections: ConnectionStore; readonly problems: ProblemStore; readonly progress: ProgressStore },
): Promise<CentraState | null> {
  const connection = await connections.find(pluginId);
  if (connection === null) return null;
  const [{ token }, newest, eventSystem] = await Promise.all([
    connections.credentials(pluginId),
    problems.list(pluginId, LOOKED_THROUGH),
    progress.eventSystem(pluginId),
  ]);
  // One without a reference is of the connection itself, and goes when it works again.
  const problem = newest.find(({ reference }) => reference === "") ?? null;
  return { tokenExpiresAt: tokenExpiry(token, connection.settings), eventSystem, problem };
}
