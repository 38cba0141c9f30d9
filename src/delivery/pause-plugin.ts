import type { PluginAlarm } from "../plugins/plugin.ts";
import { type Account, LANES } from "./account.ts";
import { type DrivenPlugin, dropUnsent } from "./driven-plugin.ts";
import { storeAlarm } from "./store-alarm.ts";

/** Nothing of the plugin is sent until it is mended or a probe is answered. What was refused stays pending, in its place. */
export function pausePlugin(account: Account, driven: DrivenPlugin, alarm: PluginAlarm): void {
  const { clock, random, settings, logger } = account;
  driven.probeAt = clock.monotonic() + settings.probePausedEveryMs * (0.75 + random() / 2);
  forgetUnsent(account, driven);
  const isNew = driven.state === "active";
  driven.state = "paused";
  if (!isNew) return;
  logger.warn({ plugin: driven.id, code: alarm.code }, "Plugin paused");
  account.observe({ type: "plugin_paused", pluginId: driven.id, alarm });
  storeAlarm(account, driven, alarm);
}

/** Klaviyo answers to it again. */
export function resumePlugin(account: Account, driven: DrivenPlugin): void {
  if (driven.state === "active") return;
  driven.state = "active";
  for (const lane of LANES) account.readers[lane].rescan();
  account.logger.info({ plugin: driven.id }, "Plugin resumed");
  account.observe({ type: "plugin_resumed", pluginId: driven.id });
  storeAlarm(account, driven, null);
  account.wake();
}

/** Lets plugins that were paused long enough try one event. */
export function startDueProbes(account: Account, now: number): void {
  for (const driven of account.plugins.values()) {
    if (driven.state !== "paused" || now < driven.probeAt || !account.isPluginKnown(driven.id)) continue;
    driven.state = "probing";
    for (const lane of LANES) account.readers[lane].rescan();
  }
}

export function forgetUnsent(account: Account, driven: DrivenPlugin): void {
  for (const lane of LANES) account.readers[lane].forget(dropUnsent(driven.lanes[lane]).map(({ id }) => id));
}
