import type { ChangeAuthor } from "../../changes/change.ts";
import type { History } from "../../history/history.ts";
import { PluginNotFoundError, SettingsInvalidError } from "../../plugins/errors.ts";
import { completeSettings, parsePluginInput } from "../../plugins/parse-input.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginInput, PluginStore } from "../../plugins/store.ts";

export interface SavingParts {
  readonly plugins: PluginStore;
  /** Absent: the settings of the export are kept and do nothing. */
  readonly history?: History;
}

/** While an export is pending they are read only (seed: "When synchronization is pending, you will not be able to set it up again"). */
const EXPORT_SETTINGS = ["transferHistoricalData", "transferHistoricalDataFrom", "transferGuestOrders"] as const;

/**
 * Saves a change. One that says that historical data is to be transferred starts the export, if it can be started, and the setting is
 * "no" again; otherwise nothing is saved. Throws what the store and the export throw.
 */
export async function savePlugin(
  { plugins, history }: SavingParts,
  id: string,
  version: number,
  input: PluginInput,
  author: ChangeAuthor,
): Promise<StorePlugin> {
  if (history === undefined) return plugins.update(id, version, input, author);
  const current = await plugins.find(id);
  if (current === null) throw new PluginNotFoundError(id);
  const settings = parsePluginInput(input).settings ?? {};
  const touched = EXPORT_SETTINGS.filter(
    (name) => settings[name] !== undefined && settings[name] !== current.settings[name],
  );
  await history.requireUnlocked(id, touched);
  const changed = {
    ...current,
    apiKey: input.apiKey ?? current.apiKey,
    hasPrivateKey: current.hasPrivateKey || input.privateKey !== undefined,
    settings: completeSettings(current.settings, settings),
  };
  if (touched.includes("transferHistoricalDataFrom")) history.requireDateReached(changed.settings);
  if (settings.transferHistoricalData !== true) return plugins.update(id, version, input, author);
  await history.requireStartable(changed, {});
  const settled = { ...input, settings: { ...input.settings, transferHistoricalData: false } };
  const saved = await plugins.update(id, version, settled, author);
  await history.start(id, {}, author);
  return saved;
}

/** A new plugin has no shop yet to export from. */
export async function addPlugin(
  { plugins, history }: SavingParts,
  input: PluginInput,
  author: ChangeAuthor,
): Promise<StorePlugin> {
  if (history !== undefined && input.settings?.transferHistoricalData === true) {
    const detail = "needs a plugin that is connected to its shop: add the plugin first, connect it, then choose yes";
    throw new SettingsInvalidError([{ pointer: "/settings/transferHistoricalData", detail }]);
  }
  history?.requireDateReached(completeSettings(parsePluginInput(input).settings));
  return plugins.create(input, author);
}
