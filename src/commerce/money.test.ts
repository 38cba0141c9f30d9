import { expect, test } from "vitest";
import { currencyDigits } from "./money.ts";

test.each([
  ["SEK", 2],
  ["EUR", 2],
  ["HUF", 2],
  ["JPY", 0],
  ["ISK", 0],
  ["KWD", 3],
  ["CLF", 4],
  ["ZZZ", 2],
])("%s has %i digits", (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits);
});
