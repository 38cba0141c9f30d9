import type { StorePlugin } from "../plugins/plugin.ts";
import { type DriverParts, type ExportDriver, startExportDriver } from "./export-driver.ts";

/** Moves the exports of the plugins on one account on, for the worker that drives it. */
export interface AccountExports {
  setPlugins(plugins: readonly StorePlugin[]): void;
  stop(): Promise<void>;
}

/** `mayDrive`: false once the account may be another worker's. */
export function startAccountExports(parts: DriverParts, mayDrive: () => boolean): AccountExports {
  const drivers = new Map<string, ExportDriver>();
  const leaving = new Set<Promise<void>>();
  const stopListening = parts.exports.onChange((pluginId) => {
    for (const [id, driver] of drivers) if (pluginId === null || pluginId === id) driver.wake();
  });

  function leave(id: string): void {
    const left = drivers.get(id)?.stop();
    drivers.delete(id);
    if (left === undefined) return;
    leaving.add(left);
    void left.finally(() => leaving.delete(left));
  }

  return {
    setPlugins(plugins) {
      const ids = new Set(plugins.map(({ id }) => id));
      for (const id of drivers.keys()) if (!ids.has(id)) leave(id);
      for (const plugin of plugins) {
        const running = drivers.get(plugin.id);
        if (running === undefined) drivers.set(plugin.id, startExportDriver(parts, plugin, mayDrive));
        else running.renew(plugin);
      }
    },
    async stop() {
      stopListening();
      for (const id of drivers.keys()) leave(id);
      await Promise.all(leaving);
    },
  };
}
