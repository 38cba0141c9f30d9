import type { Database } from "../../database/database.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import { type PluginSource, type SourceParts, startPluginSource } from "./plugin-source.ts";

const WAKE_CHANNEL = "centra_wake";

/** Reads the shops of the plugins on one account, for the worker that drives it. */
export interface AccountSource {
  setPlugins(plugins: readonly StorePlugin[]): void;
  stop(): Promise<void>;
}

/** Wakes whoever reads the plugin's shop, in this process or another. */
export function wakeSource(database: Database, pluginId: string): void {
  database.notify(WAKE_CHANNEL, pluginId);
}

/**
 * Reads from Centra for an account as long as it is driven. `mayDrive`: false once the account may be another worker's; two consumers
 * of one event queue would take each other's events.
 */
export function startAccountSource(
  parts: SourceParts & { readonly database: Database },
  mayDrive: () => boolean,
): AccountSource {
  const sources = new Map<string, { readonly source: PluginSource; version: number }>();
  const leaving = new Set<Promise<void>>();
  let plugins: readonly StorePlugin[] = [];
  const stopListening = [
    parts.database.listen(WAKE_CHANNEL, (pluginId) => {
      for (const [id, { source }] of sources) if (pluginId === null || pluginId === id) source.wake();
    }),
    parts.connections.onChange((pluginId) => {
      for (const plugin of plugins)
        if (pluginId === null || pluginId === plugin.id) sources.get(plugin.id)?.source.renew(plugin);
    }),
  ];

  function leave(id: string): void {
    const left = sources.get(id)?.source.stop();
    sources.delete(id);
    if (left === undefined) return;
    leaving.add(left);
    void left.finally(() => leaving.delete(left));
  }

  return {
    setPlugins(given) {
      plugins = given;
      const ids = new Set(given.map(({ id }) => id));
      for (const id of sources.keys()) if (!ids.has(id)) leave(id);
      for (const plugin of given) {
        const running = sources.get(plugin.id);
        if (running === undefined) {
          const source = startPluginSource(parts, plugin, mayDrive);
          sources.set(plugin.id, { source, version: plugin.version });
        } else if (running.version !== plugin.version) {
          running.version = plugin.version;
          running.source.renew(plugin);
        }
      }
    },
    async stop() {
      for (const stop of stopListening) stop();
      for (const id of sources.keys()) leave(id);
      await Promise.all(leaving);
    },
  };
}
