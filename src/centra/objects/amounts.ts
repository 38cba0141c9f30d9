import type { CentraMoney } from "./values.ts";

/** Ten-thousandths, the finest that the shop's language knows. */
const UNIT = 10_000;

/**
 * Centra's floats as decimal text without a sign, at most four decimals: refunds and discounts come with either sign, depending on
 * where they stand.
 */
export function amountText(value: number): string {
  return trimZeros((Math.round(Math.abs(value) * UNIT) / UNIT).toFixed(4));
}

export function rateText(rate: number): string {
  return trimZeros(rate.toFixed(12));
}

/** The sum as a float without the noise of adding floats. */
export function addAmounts(...values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + Math.round((value ?? 0) * UNIT), 0) / UNIT;
}

/** An amount whatever its sign; 0 when absent. */
export function sizeOf(money: CentraMoney | undefined): number {
  return Math.abs(money?.value ?? 0);
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
