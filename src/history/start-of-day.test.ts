import fc from "fast-check";
import { expect, test } from "vitest";
import { startOfDay } from "./start-of-day.ts";

test.each([
  ["2022-09-01", "UTC", "2022-09-01T00:00:00.000Z"],
  ["2022-09-01", "Europe/Stockholm", "2022-08-31T22:00:00.000Z"],
  ["2022-12-01", "Europe/Stockholm", "2022-11-30T23:00:00.000Z"],
  ["2022-09-01", "America/Los_Angeles", "2022-09-01T07:00:00.000Z"],
  ["2022-09-01", "Pacific/Kiritimati", "2022-08-31T10:00:00.000Z"],
  ["2022-09-01", "Asia/Kathmandu", "2022-08-31T18:15:00.000Z"],
  // The clocks went forward at midnight: the day began at one o'clock.
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
  // The clocks went back at one o'clock: midnight came twice.
  ["2018-11-04", "America/Havana", "2018-11-04T04:00:00.000Z"],
  // A day that was left out.
  ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
])("%s in %s begins at %s", (date, zone, moment) => {
  expect(new Date(startOfDay(date, zone)).toISOString()).toBe(moment);
});

test("the millisecond before belongs to an earlier day, whatever the zone", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2035-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (day, timeZone) => {
      const date = day.toISOString().slice(0, 10);
      const start = startOfDay(date, timeZone);
      const localDate = (moment: number) =>
        new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(moment);
      expect(localDate(start) >= date).toBe(true);
      expect(localDate(start - 1) < date).toBe(true);
    }),
    { numRuns: 200 },
  );
});
