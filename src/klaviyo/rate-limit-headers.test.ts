import { expect, test } from "vitest";
import { parseRateLimit, parseRetryAfter } from "./rate-limit-headers.ts";

const now = Date.parse("2026-07-15T10:00:00Z");

test.each([
  ["absent", {}, null],
  ["seconds", { "retry-after": "3" }, 3_000],
  ["a fraction", { "retry-after": "0.5" }, 500],
  ["a date", { "retry-after": "Wed, 15 Jul 2026 10:00:30 GMT" }, 30_000],
  [
    "a date by the server's own clock",
    { "retry-after": "Wed, 15 Jul 2026 10:00:30 GMT", date: "Wed, 15 Jul 2026 10:00:20 GMT" },
    10_000,
  ],
  ["a date that has passed", { "retry-after": "Wed, 15 Jul 2026 09:00:00 GMT" }, 0],
  ["nonsense", { "retry-after": "soon" }, null],
])("Retry-After, %s", (_name, headers, expected) => {
  expect(parseRetryAfter(headers, now)).toBe(expected);
});

test.each([
  ["no headers", {}, { windows: [], remaining: null, resetMs: null }],
  ["a bare number names no window", { "ratelimit-limit": "350" }, { windows: [], remaining: null, resetMs: null }],
  [
    "spaces and order do not matter",
    { "ratelimit-limit": "150;w=60 , 10 ; w=1", "ratelimit-remaining": "0", "ratelimit-reset": "60" },
    {
      windows: [
        { limit: 150, windowMs: 60_000 },
        { limit: 10, windowMs: 1_000 },
      ],
      remaining: 0,
      resetMs: 60_000,
    },
  ],
  [
    "nonsense",
    { "ratelimit-remaining": "many", "ratelimit-reset": "-1" },
    { windows: [], remaining: null, resetMs: null },
  ],
])("RateLimit-*, %s", (_name, headers, expected) => {
  expect(parseRateLimit(headers)).toEqual(expected);
});
