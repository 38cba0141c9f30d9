import type { Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { type Account, LANES } from "./account.ts";
import { createDrivenPlugin } from "./driven-plugin.ts";
import { forgetUnsent, resumePlugin } from "./pause-plugin.ts";

/** A plugin whose alarm is older than this process is tried within this time. */
const FIRST_PROBE_MS = 5_000;

/** The plugins as the store told them. */
export interface StoredPlugins {
  readonly plugins: readonly StorePlugin[];
  /** When it was asked, monotonic milliseconds: what happened later may be missing. */
  readonly askedAt: number;
}

/**
 * Brings the driven plugins in line with the store. A plugin that is gone, inactive or without a key is let go of; a new one starts
 * after it is known which of its events wait. Rejects when the database does; call it again.
 */
export async function loadPlugins(account: Account, outbox: Outbox, stored: StoredPlugins): Promise<void> {
  const wanted = stored.plugins.filter(
    ({ apiKey, status, hasPrivateKey }) => apiKey === account.id && status === "active" && hasPrivateKey,
  );
  for (const driven of [...account.plugins.values()]) {
    if (wanted.some(({ id }) => id === driven.id)) continue;
    account.plugins.delete(driven.id);
    if (driven.requestsInFlight > 0) account.formerPlugins.set(driven.id, driven);
    forgetUnsent(account, driven);
  }
  for (const plugin of wanted) {
    if (account.plugins.has(plugin.id)) await refreshPlugin(account, plugin, stored.askedAt);
    else await addPlugin(account, outbox, plugin);
  }
  for (const [id, { requestsInFlight }] of account.formerPlugins) {
    if (requestsInFlight === 0) account.formerPlugins.delete(id);
  }
  account.wake();
}

async function addPlugin(account: Account, outbox: Outbox, plugin: StorePlugin): Promise<void> {
  const privateKey = await readPrivateKey(account, plugin);
  if (privateKey === null) return;
  const driven = createDrivenPlugin(plugin, privateKey, account.formerPlugins.get(plugin.id));
  account.formerPlugins.delete(plugin.id);
  driven.probeAt = account.clock.monotonic() + account.random() * FIRST_PROBE_MS;
  const brought = await outbox.bringForward(plugin.id, account.clock.now());
  if (brought > 0)
    account.logger.warn({ plugin: plugin.id, events: brought }, "Events of a clock that was ahead are due");
  const waiting = await outbox.waiting(account.id, account.settings.maxWaitingKnown);
  for (const event of waiting.events) {
    if (event.pluginId === plugin.id) driven.lanes[event.lane].queue.noteWaiting(event);
  }
  for (const lane of LANES) driven.lanes[lane].strangersUntil = waiting.othersUntil ?? Number.NEGATIVE_INFINITY;
  account.plugins.set(plugin.id, driven);
  for (const lane of LANES) account.readers[lane].rescan();
}

async function refreshPlugin(account: Account, plugin: StorePlugin, askedAt: number): Promise<void> {
  const driven = account.plugins.get(plugin.id);
  if (driven === undefined) return;
  const isChanged = plugin.version !== driven.plugin.version;
  const privateKey = isChanged ? await readPrivateKey(account, plugin) : null;
  const hasNewKey = privateKey !== null && privateKey !== driven.privateKey;
  driven.privateKey = privateKey ?? driven.privateKey;
  driven.plugin = plugin;
  // Else it was read before the alarm was raised, or ended.
  const isAlarmKnown = askedAt >= driven.alarmToldAt;
  const isEnded = plugin.alarm === null && isAlarmKnown && (isChanged || driven.isAlarmStored);
  if (isAlarmKnown && !driven.isStoringAlarm) driven.isAlarmStored = plugin.alarm !== null;
  if (isEnded || hasNewKey) resumePlugin(account, driven);
}

/** Null, with an alarm, when the stored key cannot be read; it is read again when the plugin changes. */
async function readPrivateKey(account: Account, plugin: StorePlugin): Promise<string | null> {
  try {
    return await account.store.privateKey(plugin.id);
  } catch (error) {
    account.logger.error({ err: error, plugin: plugin.id }, "The private key cannot be read");
    if (plugin.alarm === null && error instanceof Error && "code" in error && error.code === "credential_unreadable") {
      const message =
        "The stored private key cannot be decrypted. Enter the API private key again; sending goes on by itself.";
      const alarm = { code: "private_key_unreadable", message, since: account.clock.now() };
      await account.store.raiseAlarm(plugin.id, alarm, plugin.version);
    }
    return null;
  }
}
