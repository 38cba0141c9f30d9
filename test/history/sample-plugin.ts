import { completeSettings } from "../../src/plugins/parse-input.ts";
import type { StorePlugin } from "../../src/plugins/plugin.ts";

/** A plugin as the store gives it, for what needs no store. */
export const samplePlugin: StorePlugin = {
  id: "shop",
  name: "Shop",
  status: "active",
  apiKey: "SHOP01",
  hasPrivateKey: true,
  settings: completeSettings({ baseCurrency: "SEK" }),
  version: 1,
  alarm: null,
  createdAt: 0,
  updatedAt: 0,
};
