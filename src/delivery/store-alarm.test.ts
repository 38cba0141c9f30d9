import { pino } from "pino";
import { expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import type { PluginAlarm, StorePlugin } from "../plugins/plugin.ts";
import type { Account } from "./account.ts";
import { createDrivenPlugin } from "./driven-plugin.ts";
import { storeAlarm } from "./store-alarm.ts";

const ALARM: PluginAlarm = { code: "klaviyo_key_refused", message: "Klaviyo refuses the private key.", since: 0 };

/** A plugin whose account may or may not be driven, and what the store was told of it. */
function stage() {
  const said: (string | null)[] = [];
  const breakOff = new AbortController();
  const stand = { mayDrive: true };
  const account = {
    store: {
      raiseAlarm: async (_id: string, { code }: PluginAlarm) => void said.push(code),
      clearAlarm: async () => void said.push(null),
    } as unknown as Account["store"],
    clock: { ...systemClock, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) },
    logger: pino({ level: "silent" }),
    abort: breakOff.signal,
    mayDrive: () => stand.mayDrive,
  };
  const driven = createDrivenPlugin({ id: "shop", alarm: null } as StorePlugin, "pk_1");
  return { said, stand, breakOff, account, driven };
}

test("the last word counts, and is known to be written", async () => {
  const { said, account, driven } = stage();
  storeAlarm(account, driven, ALARM);
  storeAlarm(account, driven, null);
  storeAlarm(account, driven, ALARM);
  await expect.poll(() => driven.isAlarmStored).toBe(true);
  expect(said.at(-1)).toBe(ALARM.code);
});

test("whoever may have lost the account says nothing of its plugins, until it is known to have kept it", async () => {
  const { said, stand, account, driven } = stage();
  stand.mayDrive = false;
  storeAlarm(account, driven, ALARM);
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual([]);
  stand.mayDrive = true;
  await expect.poll(() => said).toEqual([ALARM.code]);
});

test("whoever has lost the account says nothing any more", async () => {
  const { said, stand, breakOff, account, driven } = stage();
  stand.mayDrive = false;
  storeAlarm(account, driven, ALARM);
  breakOff.abort();
  stand.mayDrive = true;
  await expect.poll(() => driven.isStoringAlarm).toBe(false);
  expect(said).toEqual([]);
});
