import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import type { StorePlugin } from "../../src/plugins/plugin.ts";
import type { PluginInput, PluginStore } from "../../src/plugins/store.ts";
import type { BenchStorage } from "./bench-storage.ts";

/** The plugins of a storage. */
export function openPlugins(database: Database, { encryptionKey }: BenchStorage): PluginStore {
  return createPluginStore({ database, cipher: createCipher(encryptionKey), clock: systemClock });
}

/** One active plugin with a push key. Without a private key nothing of it is delivered. */
export function setUpShop(
  storage: BenchStorage,
  input: PluginInput,
): Promise<{ readonly plugin: StorePlugin; readonly pushKey: string }> {
  return storage.use(async (database) => {
    const plugins = openPlugins(database, storage);
    const plugin = await plugins.create({
      ...{ id: "shop", name: "Shop", apiKey: "SHOP01", ...input },
      settings: { baseCurrency: "SEK", ...input.settings },
    });
    const { secret } = await plugins.addKey(plugin.id, "benchmark");
    return { plugin, pushKey: secret };
  });
}
