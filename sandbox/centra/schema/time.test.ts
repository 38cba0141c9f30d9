import fc from "fast-check";
import { expect, it } from "vitest";
import { readDateTime } from "./scalars.ts";
import { formatTime } from "./time.ts";

it.each([
  [Date.UTC(2022, 5, 23, 13, 47, 12), undefined, "2022-06-23T15:47:12+02:00"],
  [Date.UTC(2023, 0, 16, 9, 39, 23), undefined, "2023-01-16T10:39:23+01:00"],
  [Date.UTC(2023, 11, 31, 23, 30), "Y-m-d", "2024-01-01"],
  [Date.UTC(2024, 1, 23, 9, 0, 5), "d.m.Y \\u\\m H:i:s", "23.02.2024 um 10:00:05"],
  [Date.UTC(2024, 1, 23, 9), "U", "1708678800"],
])("%i as %s is %s", (at, format, expected) => {
  expect(formatTime(at, format)).toBe(expected);
});

it.each([
  ["2021-10-23 00:00:00", Date.UTC(2021, 9, 22, 22)],
  ["2021-12-23 00:00:00", Date.UTC(2021, 11, 22, 23)],
  ["2021-10-23", Date.UTC(2021, 9, 22, 22)],
  ["2021-10-23T00:00:00Z", Date.UTC(2021, 9, 23)],
  ["2021-10-23T00:00:00.500-05:00", Date.UTC(2021, 9, 23, 5, 0, 0, 500)],
  ["2021-10-23T00:00+0530", Date.UTC(2021, 9, 22, 18, 30)],
])("%s is read as %i", (text, expected) => {
  expect(readDateTime(text)).toBe(expected);
});

it.each(["yesterday", "2021-13-40", "", 5])("%j is no time", (value) => {
  expect(() => readDateTime(value)).toThrow("DateTimeTz cannot represent");
});

it("reads what it wrote", () => {
  const seconds = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 });
  fc.assert(
    fc.property(seconds, (second) => {
      expect(readDateTime(formatTime(second * 1_000))).toBe(second * 1_000);
    }),
  );
});
