import fc from "fast-check";
import { expect, test } from "vitest";
import { shopTime } from "./shop-time.ts";

test.each([
  ["2022-09-28T13:12:57Z", "Europe/Stockholm", "2022-09-28 15:12:57"],
  ["2022-09-28T23:12:57+00:00", "Europe/Stockholm", "2022-09-29 01:12:57"],
  ["2026-03-29T00:59:59Z", "Europe/Stockholm", "2026-03-29 01:59:59"],
  ["2026-03-29T01:00:00Z", "Europe/Stockholm", "2026-03-29 03:00:00"],
  ["2026-10-25T01:00:00Z", "Europe/Stockholm", "2026-10-25 02:00:00"],
  ["2026-01-01T00:00:00.999+14:00", "Asia/Kathmandu", "2025-12-31 15:45:00"],
  ["9999-12-31T23:59:59+00:00", "Europe/Stockholm", "9999-12-31 23:59:59"],
  ["9999-12-31T23:59:59+00:00", "America/New_York", "9999-12-31 18:59:59"],
  ["9999-12-31T23:59:59-23:59", "Asia/Kathmandu", "9999-12-31 23:59:59"],
  ["0001-01-01T00:00:00Z", "UTC", "0001-01-01 00:00:00"],
  ["0000-01-01T00:00:00+23:59", "America/New_York", "0000-01-01 00:00:00"],
])("%s in %s is %s", (time, zone, expected) => {
  expect(shopTime(time, zone)).toBe(expected);
});

test("it is what Intl says, at any moment in any zone", () => {
  const zone = fc.constantFrom("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC");
  const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, zone, (date, timeZone) => {
      const intl = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
      expect(shopTime(date.toISOString(), timeZone)).toBe(intl.format(date));
    }),
    { numRuns: 1000 },
  );
});
