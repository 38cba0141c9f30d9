import { expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import { completeSettings } from "../plugins/parse-input.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { createUploads } from "./file/uploads.ts";
import { planExport, requireDateReached } from "./plan-export.ts";

const NOW = Date.parse("2026-11-27T22:30:00Z");
const clock = { ...systemClock, now: () => NOW };
const source = { count: async () => ({ customers: 0, orders: 0 }), read: () => Promise.reject(new Error("not read")) };
const parts = { clock, uploads: createUploads("nowhere"), openShop: async () => source };

function pluginIn(timeZone: string, transferHistoricalDataFrom: string | null = null): StorePlugin {
  return {
    ...{ id: "shop", name: "Shop", status: "active", apiKey: "DEMO42", hasPrivateKey: true, alarm: null, version: 1 },
    ...{ createdAt: 0, updatedAt: 0 },
    settings: completeSettings({ timeZone, transferHistoricalDataFrom }),
  };
}

/** The pointer of the fault, or null when the date is taken. */
async function faultOf(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return (error as { faults: { pointer: string }[] }).faults[0]?.pointer ?? "";
  }
}

test.each([
  ["2026-11-27", "UTC", true],
  ["2026-11-28", "UTC", false],
  ["2026-11-28", "Pacific/Kiritimati", true],
  ["2026-11-29", "Pacific/Kiritimati", false],
  ["2026-11-27", "America/Los_Angeles", true],
  ["2026-11-28", "America/Los_Angeles", false],
  ["2026-11-27", "Europe/Stockholm", true],
  ["9999-12-31", "Europe/Stockholm", false],
  ["1970-01-01", "Europe/Stockholm", true],
])("from %s on, at half past ten in the evening of 27 November UTC, in %s: taken %s", async (date, zone, isTaken) => {
  const plugin = pluginIn(zone, date);
  expect(await faultOf(() => planExport(parts, pluginIn(zone), { from: date }))).toBe(isTaken ? null : "/from");
  const ofSettings = isTaken ? null : "/settings/transferHistoricalDataFrom";
  expect(await faultOf(() => planExport(parts, plugin, {}))).toBe(ofSettings);
  expect(await faultOf(() => requireDateReached(plugin.settings, clock))).toBe(ofSettings);
});

test("without a date nothing is planned; settings without one are fine", async () => {
  expect(await faultOf(() => planExport(parts, pluginIn("UTC"), {}))).toBe("/settings/transferHistoricalDataFrom");
  expect(await faultOf(() => requireDateReached(pluginIn("UTC").settings, clock))).toBeNull();
});

test("what is wrong is said with today's date in the shop's zone", async () => {
  await expect(planExport(parts, pluginIn("Pacific/Kiritimati"), { from: "2027-01-01" })).rejects.toThrow(
    "choose today (2026-11-28 in Pacific/Kiritimati) or an earlier date",
  );
});
