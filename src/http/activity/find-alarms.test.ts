import { expect, test } from "vitest";
import { completeSettings } from "../../plugins/parse-input.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import { findAlarms, type PluginState } from "./find-alarms.ts";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;

const plugin: StorePlugin = {
  ...{ id: "shop", name: "Shop", status: "active", apiKey: "SHOP01", hasPrivateKey: true },
  ...{ settings: completeSettings(), version: 1, alarm: null, createdAt: 0, updatedAt: 0 },
};
const length = { pluginId: "shop", lane: "live", pending: 0, oldestReceivedAt: null, dead: 0, skipped: 0 } as const;
const closed = { window: null, state: "closed" } as const;
const well: PluginState = {
  plugin,
  queued: { pluginId: "shop", accountId: "SHOP01", isReady: true, isDriven: true, alarmCode: null },
  lengths: [length, { ...length, lane: "history" }],
  held: 0,
  health: { accountId: "SHOP01", takenAt: NOW, single: closed, bulk: closed, latency: { live: null, history: null } },
  centra: { tokenExpiresAt: NOW + 100 * DAY, eventSystem: { isOn: true, reason: "" }, problem: null },
};
const open = { window: null, state: "open" } as const;
const alarm = { code: "klaviyo_key_refused", message: "Klaviyo refuses the key. Enter another one.", since: 7 };
const unreachable = { code: "unreachable", message: "Centra does not answer. It is asked again.", firstSeenAt: 9 };

test("all is well", () => {
  expect(findAlarms(well, NOW)).toEqual([]);
});

test.each<[string, Partial<PluginState>, object[]]>([
  [
    "no key",
    { plugin: { ...plugin, hasPrivateKey: false } },
    [{ code: "klaviyo_key_not_set", level: "error", mendAt: "settings" }],
  ],
  [
    "the key is refused",
    { plugin: { ...plugin, alarm } },
    [
      {
        ...{ code: "klaviyo_key_refused", level: "error", since: 7, mendAt: "settings" },
        ...{ message: "Klaviyo refuses the key.", whatToDo: "Enter another one." },
      },
    ],
  ],
  [
    "no worker",
    { queued: { pluginId: "shop", accountId: "SHOP01", isReady: true, isDriven: false, alarmCode: null } },
    [{ code: "no_worker", level: "error", mendAt: "nowhere" }],
  ],
  [
    "Klaviyo is unwell",
    {
      health: { accountId: "SHOP01", takenAt: NOW, single: open, bulk: closed, latency: { live: null, history: null } },
    },
    [{ code: "klaviyo_unavailable", level: "error" }],
  ],
  [
    "live events wait for long",
    { lengths: [{ ...length, pending: 2, oldestReceivedAt: NOW - 6 * MINUTE }] },
    [
      {
        code: "live_waits",
        level: "warning",
        since: NOW - 6 * MINUTE,
        message: expect.stringContaining("2 live events wait"),
      },
    ],
  ],
  ["live events wait for moments", { lengths: [{ ...length, pending: 2, oldestReceivedAt: NOW - MINUTE }] }, []],
  ["history waits", { lengths: [{ ...length, lane: "history", pending: 2, oldestReceivedAt: NOW - 6 * MINUTE }] }, []],
  [
    "dead letters of both lanes",
    {
      lengths: [
        { ...length, dead: 2 },
        { ...length, lane: "history", dead: 1 },
      ],
    },
    [{ code: "dead_letters", level: "warning", mendAt: "dead", message: "Klaviyo refused 3 events." }],
  ],
  ["held events", { held: 1 }, [{ code: "held_events", mendAt: "held", message: "One event waits for a setting." }]],
  ["not connected to Centra", { centra: null }, []],
  [
    "Centra's token ends soon",
    { centra: { ...well.centra, tokenExpiresAt: NOW + 13 * DAY, eventSystem: null, problem: null } },
    [{ code: "centra_token_expires", level: "warning", message: "Centra's token expires on 2026-12-09." }],
  ],
  [
    "Centra's token has ended, and reading fails",
    { centra: { tokenExpiresAt: NOW, eventSystem: null, problem: unreachable } },
    [
      { code: "centra_unreachable", level: "error", since: 9, whatToDo: "It is asked again." },
      { code: "centra_token_expired", level: "error" },
    ],
  ],
  [
    "Centra's event system is off",
    { centra: { tokenExpiresAt: null, eventSystem: { isOn: false, reason: "not enabled" }, problem: null } },
    [{ code: "centra_event_system_off", level: "warning", message: expect.stringContaining("not enabled") }],
  ],
])("%s", (_what, change, expected) => {
  expect(findAlarms({ ...well, ...change }, NOW)).toMatchObject(expected);
});

test("what stops events comes first, and an inactive plugin is alarmed about what is left over alone", () => {
  const state = { ...well, held: 1, lengths: [{ ...length, dead: 1 }], plugin: { ...plugin, alarm } };
  const codesOf = (given: PluginState) => findAlarms(given, NOW).map(({ code }) => code);
  expect(codesOf(state)).toEqual(["klaviyo_key_refused", "dead_letters", "held_events"]);
  expect(codesOf({ ...state, plugin: { ...plugin, alarm, status: "inactive" } })).toEqual([
    "dead_letters",
    "held_events",
  ]);
});
