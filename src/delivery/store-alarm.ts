import type { PluginAlarm } from "../plugins/plugin.ts";
import type { Account } from "./account.ts";
import type { DrivenPlugin } from "./driven-plugin.ts";

const TRY_AGAIN_MS = 1_000;

type Teller = Pick<Account, "store" | "clock" | "logger" | "abort" | "mayDrive">;

/**
 * Writes down that the plugin has an alarm, or none any more, again until the database takes it; the last word counts. Nothing is said while
 * the account may be another's already, and it ends with the driving of the account: who takes it over finds out by itself.
 */
export function storeAlarm(account: Teller, driven: DrivenPlugin, alarm: PluginAlarm | null): void {
  driven.alarm = alarm;
  driven.isAlarmStored = false;
  driven.alarmToldAt = account.clock.monotonic();
  if (driven.isStoringAlarm) return;
  driven.isStoringAlarm = true;
  void writeAlarm(account, driven);
}

async function writeAlarm({ store, clock, logger, abort, mayDrive }: Teller, driven: DrivenPlugin): Promise<void> {
  while (!abort.aborted) {
    if (!mayDrive()) {
      await clock.sleep(TRY_AGAIN_MS, abort);
      continue;
    }
    const { alarm } = driven;
    try {
      await (alarm === null ? store.clearAlarm(driven.id) : store.raiseAlarm(driven.id, alarm, driven.plugin.version));
      if (driven.alarm !== alarm) continue;
      driven.alarmToldAt = clock.monotonic();
      driven.isAlarmStored = alarm !== null;
      break;
    } catch (error) {
      logger.warn({ err: error, plugin: driven.id }, "A plugin's alarm could not be written; it is tried again");
      await clock.sleep(TRY_AGAIN_MS, abort);
    }
  }
  // At once: whoever says something else in the next moment has to find that nobody writes any more.
  driven.isStoringAlarm = false;
}
