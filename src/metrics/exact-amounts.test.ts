import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AmountOutOfRangeError,
  apportion,
  conversionBy,
  convert,
  formatMinor,
  parseRate,
  parseUnits,
  roundUnits,
  shareOf,
} from "./exact-amounts.ts";

const digits = fc.constantFrom(0, 2, 3, 4);
const units = fc.integer({ min: 0, max: 10 ** 12 });
const rateText = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.stringMatching(/^\d{1,12}$/))
  .map(([whole, fraction]) => `${whole}.${fraction}`)
  .filter((text) => Number(text) > 0);

/** Half up by the book, in integers without bounds. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}

describe("converting", () => {
  test("is half up and exact, whatever the size of the product", () => {
    fc.assert(
      fc.property(units, rateText, digits, (amount, text, currencyDigits) => {
        const [whole = "", fraction = ""] = text.split(".");
        const numerator = BigInt(amount) * BigInt(whole + fraction);
        const denominator = 10n ** BigInt(4 + fraction.length - currencyDigits);
        const expected = halfUp(numerator, denominator);
        fc.pre(expected <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(convert(amount, conversionBy(parseRate(text), currencyDigits))).toBe(Number(expected));
      }),
      { numRuns: 3000 },
    );
  });

  test("refuses what it cannot count exactly", () => {
    const conversion = conversionBy(parseRate("99999999"), 2);
    expect(() => convert(parseUnits("99999999999"), conversion)).toThrow(AmountOutOfRangeError);
  });
});

describe("apportioning", () => {
  const parts = fc.array(fc.integer({ min: -(10 ** 8), max: 10 ** 10 }), { minLength: 1, maxLength: 12 });

  test("the parts add up to the total, each within one minor unit, and zero stays zero", () => {
    fc.assert(
      fc.property(parts, rateText, digits, (amounts, text, currencyDigits) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        fc.pre(total >= 0 && total * Number(text) < 2 ** 50);
        const conversion = conversionBy(parseRate(text), currencyDigits);

        const apportioned = apportion(total, amounts, conversion);

        expect(apportioned.total).toBe(convert(total, conversion));
        expect(apportioned.parts.reduce((sum, part) => sum + part, 0)).toBe(apportioned.total);
        apportioned.parts.forEach((part, index) => {
          const { multiplier, divisor } = conversion.exact;
          const lost = BigInt(amounts[index] ?? 0) * multiplier - BigInt(part) * divisor;
          expect(lost > -divisor && lost < divisor).toBe(true);
          if (amounts[index] === 0) expect(part).toBe(0);
        });
      }),
      { numRuns: 3000 },
    );
  });

  test("the missing units go to the largest remainders", () => {
    const thirds = [parseUnits("0.0033"), parseUnits("0.0034"), parseUnits("0.0033")];
    expect(apportion(parseUnits("0.01"), thirds, conversionBy(parseRate("1"), 2)).parts).toEqual([0, 1, 0]);
  });
});

describe("reading and writing", () => {
  test.each([
    ["215.00", 2, "215.00"],
    ["215", 2, "215.00"],
    ["0.005", 2, "0.01"],
    ["0.0049", 2, "0.00"],
    ["99999999999.9999", 4, "99999999999.9999"],
    ["99999999999.9999", 0, "100000000000"],
    ["1.5", 0, "2"],
    ["12.3456", 3, "12.346"],
    ["007.10", 2, "7.10"],
  ])("%s with %i digits is %s", (text, currencyDigits, expected) => {
    const minor = convert(parseUnits(text), conversionBy(parseRate("1"), currencyDigits));
    expect(formatMinor(minor, currencyDigits)).toBe(expected);
  });

  test.each([
    [-5, 2, "-0.05"],
    [-12345, 3, "-12.345"],
    [-7, 0, "-7"],
    [0, 2, "0.00"],
  ])("%i minor units with %i digits are %s", (minor, currencyDigits, expected) => {
    expect(formatMinor(minor, currencyDigits)).toBe(expected);
  });

  test("an amount read and written is the same", () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 99_999_999_999 }), fc.stringMatching(/^\d{4}$/));
    fc.assert(
      fc.property(amount, ([whole, fraction]) => {
        const text = `${whole}.${fraction}`;
        expect(formatMinor(parseUnits(text), 4)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  [100, 1, 3, 33],
  [200, 1, 3, 67],
  [150, 1, 2, 75],
  [151, 1, 2, 76],
  [9_000_000_000_000_000, 999_999, 1_000_000, 8_999_991_000_000_000],
])("of %i, %i of %i pieces are %i", (amount, quantity, whole, expected) => {
  expect(shareOf(amount, quantity, whole)).toBe(expected);
});

test.each([
  ["1.2349", 2, "1.2300"],
  ["1.2350", 2, "1.2400"],
  ["1.5", 0, "2.0000"],
  ["1.2345", 4, "1.2345"],
])("%s rounded to %i digits is %s", (text, currencyDigits, expected) => {
  expect(roundUnits(parseUnits(text), currencyDigits)).toBe(parseUnits(expected));
});
