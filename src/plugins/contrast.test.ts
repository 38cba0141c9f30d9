import { expect, test } from "vitest";
import { contrastOf, mixColors } from "./contrast.ts";

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#000000", 21],
  ["#777777", "#ffffff", 4.48],
  ["#0000ff", "#ffffff", 8.59],
  ["#ff0000", "#FFFF00", 3.72],
])("the contrast of %s and %s is %d", (one, other, expected) => {
  expect(contrastOf(one, other)).toBeCloseTo(expected, 2);
});

test("a mix lies between its colours", () => {
  expect(mixColors("#000000", "#ffffff", 0)).toBe("#000000");
  expect(mixColors("#000000", "#ff8000", 0.5)).toBe("#804000");
  expect(mixColors("#000000", "#ffffff", 1)).toBe("#ffffff");
});
