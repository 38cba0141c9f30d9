import fc from "fast-check";
import { expect, test } from "vitest";
import { addAmounts, subtractAmounts } from "./amounts.ts";

const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const textOf = (value: bigint) => {
  const digits = String(value < 0n ? -value : value).padStart(5, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
const unitsOf = (text: string) => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(4, "0"));
};

test("sums and differences are exact, however large", () => {
  fc.assert(
    fc.property(units, units, (one, other) => {
      expect(unitsOf(addAmounts(textOf(one), textOf(other)))).toBe(one + other);
      expect(unitsOf(subtractAmounts(textOf(one), textOf(other)))).toBe(one - other);
    }),
  );
});

test.each([
  ["0", "0", "0.00"],
  ["100", "0.5", "100.50"],
  ["0.0001", "0", "0.0001"],
  ["0.125", "0", "0.125"],
  ["-1.50", "1", "-0.50"],
  ["99999999999.9999", "0.0001", "100000000000.00"],
])("%s and %s are %s", (one, other, sum) => {
  expect(addAmounts(one, other)).toBe(sum);
});
