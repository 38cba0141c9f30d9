import { expect, test } from "vitest";
import { delayAfter } from "./attempt-limits.ts";

test.each([
  ["account", 0, 0],
  ["account", 4, 0],
  ["account", 5, 1_000],
  ["account", 6, 2_000],
  ["account", 14, 512_000],
  ["account", 15, 900_000],
  ["account", 5_000, 900_000],
  ["address", 20, 0],
  ["address", 21, 1_000],
] as const)("%s: after %i failures nothing is tried for %i ms", (kind, failures, delayMs) => {
  expect(delayAfter(failures, kind)).toBe(delayMs);
});
