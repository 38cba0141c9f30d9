import fc from "fast-check";
import { expect, it } from "vitest";
import { divideRounded, sumPrices, type Taxing, taxed, times } from "./price.ts";

it.each<[number, Taxing, { list: number; gross: number; net: number }]>([
  [20_000, { regime: "included", percent: 25 }, { list: 20_000, gross: 20_000, net: 16_000 }],
  [20_000, { regime: "added", percent: 8.875 }, { list: 20_000, gross: 21_775, net: 20_000 }],
  [20_000, { regime: "deducted", percent: 25 }, { list: 20_000, gross: 16_000, net: 16_000 }],
  [-2_000, { regime: "included", percent: 25 }, { list: -2_000, gross: -2_000, net: -1_600 }],
  [999, { regime: "included", percent: 0 }, { list: 999, gross: 999, net: 999 }],
])("%i minor units under %j", (list, taxing, expected) => {
  expect(taxed(list, taxing)).toEqual(expected);
});

const taxings = fc.record({
  regime: fc.constantFrom("included", "added", "deducted"),
  percent: fc.constantFrom(0, 7.25, 8.875, 10, 19, 20, 25, 25.5),
});

it("makes a line's gross the unit's gross times the quantity, in every regime", () => {
  fc.assert(
    fc.property(
      taxings,
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 1, max: 50 }),
      (taxing, list, quantity) => {
        const unit = taxed(list, taxing);
        const line = times(unit, quantity, taxing);
        expect(line.gross).toBe(unit.gross * quantity);
        expect(line.net).toBeLessThanOrEqual(line.gross);
        expect(line.list).toBe(list * quantity);
      },
    ),
  );
});

it("takes off by a discount what the same amount would cost", () => {
  fc.assert(
    fc.property(taxings, fc.integer({ min: 0, max: 10_000_000 }), (taxing, list) => {
      const sum = sumPrices([taxed(list, taxing), taxed(-list, taxing)]);
      expect([Math.abs(sum.list), Math.abs(sum.gross), Math.abs(sum.net)]).toEqual([0, 0, 0]);
    }),
  );
});

it("rounds half away from zero", () => {
  expect([5, -5, 4, -4, 15].map((dividend) => divideRounded(dividend, 10))).toEqual([1, -1, 0, 0, 2]);
});
