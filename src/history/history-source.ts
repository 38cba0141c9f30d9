import type { HistorySelection, HistorySource } from "../commerce/history-source.ts";
import type { StorePlugin } from "../plugins/plugin.ts";

/**
 * How the source of a plugin's export is made, at its start and again on every worker that goes on with it. Answers null when the
 * plugin has none, for example no connection to Centra. Opening is cheap and asks nothing of the shop; reading is what may fail.
 */
export type OpenHistorySource = (plugin: StorePlugin, selection: HistorySelection) => Promise<HistorySource | null>;
