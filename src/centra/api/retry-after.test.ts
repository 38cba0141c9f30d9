import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-03-14T09:00:00Z");

test.each([
  ["5", 5_000],
  ["0", 1_000],
  ["2.5", 2_500],
  [String(NOW / 1_000 + 7), 7_000],
  [String(NOW + 7_000), 7_000],
  ["Sat, 14 Mar 2026 09:00:09 GMT", 9_000],
  ["2026-03-14T10:00:11+01:00", 11_000],
  [String(NOW / 1_000 - 60), 1_000],
  ["999999", 3_600_000],
])("%s is a wait of %i ms", (value, waitMs) => expect(parseRetryAfter(value, NOW)).toBe(waitMs));

test.each([null, "", " ", "soon", "-5"])("%j says nothing", (value) => expect(parseRetryAfter(value, NOW)).toBeNull());
