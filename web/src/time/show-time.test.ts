import { expect, test } from "vitest";
import { showDuration, showHour, showTime } from "./show-time.ts";

const now = Date.parse("2026-11-26T12:00:00Z");
const timeZone = "Europe/Stockholm";

test.each([
  ["2026-11-24T10:07:00Z", "Tue at 11:07 am"],
  ["2026-11-26T11:00:00Z", "Thu at 12:00 pm"],
  ["2026-11-12T23:30:00Z", "13 Nov at 12:30 am"],
  ["2025-12-31T23:30:00Z", "1 Jan at 12:30 am"],
  ["2025-12-31T22:30:00Z", "31 Dec 2025 at 11:30 pm"],
])("%s is shown as %s in the plugin's time zone", (time, expected) => {
  expect(showTime(Date.parse(time), { timeZone, now })).toBe(expected);
});

test("the axis of a chart has hours of the plugin's time zone", () => {
  expect(showHour(Date.parse("2026-11-26T23:00:00Z"), timeZone)).toBe("00:00");
});

test.each([
  [-5, "0 ms"],
  [340, "340 ms"],
  [1_234, "1.2 s"],
  [59_400, "59 s"],
  [300_000, "5 min"],
  [3 * 3_600_000, "3 h"],
  [50 * 3_600_000, "2 d"],
])("%d ms are shown as %s", (milliseconds, expected) => {
  expect(showDuration(milliseconds)).toBe(expected);
});
