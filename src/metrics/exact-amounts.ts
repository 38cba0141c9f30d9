/**
 * Exact arithmetic on money without bigint on the common way: amounts in ten-thousandths and in minor units are safe
 * integers (the schema of amounts sees to that), and a product that would not be is made with bigint.
 */

/** Ten-thousandths of a currency unit. */
export type Units = number;

/** The smallest unit of a currency: a cent, a yen, a fils. */
export type Minor = number;

const UNIT_DIGITS = 4;

/** Below it a product and its remainders are exact as doubles. */
const LARGEST_PRODUCT = 2 ** 52;

const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function powerOfTen(exponent: number): number {
  return POWERS_OF_TEN[exponent] ?? 10 ** exponent;
}

/** An amount is beyond what is counted exactly: 2^53 minor units, some 90,000,000,000,000.00. */
export class AmountOutOfRangeError extends Error {
  readonly code = "amount_out_of_range";
}

function requireSafe(amount: number): number {
  if (!Number.isSafeInteger(amount)) {
    throw new AmountOutOfRangeError("An amount of the event is beyond 2^53 minor units; check its amounts and rate.");
  }
  return amount;
}

/** Reads decimal text with up to eleven digits before the point and four after it, as the commerce schemas demand. */
export function parseUnits(text: string): Units {
  const point = text.indexOf(".");
  if (point === -1) return Number(text) * powerOfTen(UNIT_DIGITS);
  const fraction = text.slice(point + 1);
  return (
    Number(text.slice(0, point)) * powerOfTen(UNIT_DIGITS) +
    Number(fraction) * powerOfTen(UNIT_DIGITS - fraction.length)
  );
}

/** Throws AmountOutOfRangeError. */
export function sumUnits(amounts: Iterable<Units>): Units {
  let sum = 0;
  for (const amount of amounts) sum = requireSafe(sum + amount);
  return sum;
}

/** From units of one currency to minor units of another: minor = units × multiplier ÷ divisor. */
export interface Conversion {
  readonly multiplier: number;
  readonly divisor: number;
  /** The same, exactly, for products beyond 2^53. */
  readonly exact: { readonly multiplier: bigint; readonly divisor: bigint };
}

/** An exchange rate as an integer and the number of its decimals: 10.6453 is 106453 and 4. */
export interface Rate {
  readonly digits: bigint;
  readonly decimals: number;
}

export const RATE_OF_ONE: Rate = { digits: 1n, decimals: 0 };

/** Reads decimal text: "10.6453". */
export function parseRate(text: string): Rate {
  const [whole = "", fraction = ""] = text.split(".");
  const significant = fraction.replace(/0+$/, "");
  return { digits: BigInt(whole + significant), decimals: significant.length };
}

export function multiplyRates(one: Rate, other: Rate): Rate {
  return { digits: one.digits * other.digits, decimals: one.decimals + other.decimals };
}

/** `currencyDigits` are those of the currency that the rate leads to. */
export function conversionBy(rate: Rate, currencyDigits: number): Conversion {
  const decimals = UNIT_DIGITS + rate.decimals - currencyDigits;
  const divisor = 10n ** BigInt(decimals);
  return { multiplier: Number(rate.digits), divisor: Number(divisor), exact: { multiplier: rate.digits, divisor } };
}

/** Rounds half up. `units` is not negative. Throws AmountOutOfRangeError. */
export function convert(units: Units, { multiplier, divisor, exact }: Conversion): Minor {
  const product = units * multiplier;
  if (product <= LARGEST_PRODUCT && divisor <= LARGEST_PRODUCT) {
    const quotient = Math.floor(product / divisor);
    return (product - quotient * divisor) * 2 >= divisor ? quotient + 1 : quotient;
  }
  const doubled = BigInt(units) * exact.multiplier * 2n + exact.divisor;
  return requireSafe(Number(doubled / (exact.divisor * 2n)));
}

/**
 * Converts a total and the parts it is made of, so that the converted parts add up to the converted total: the total is
 * rounded half up, each part down, and the missing minor units go to the parts that lost most (largest remainder).
 * A part that is exact, zero above all, stays as it is. Parts may be negative; they add up to `total`, which is not.
 */
export function apportion(
  total: Units,
  parts: readonly Units[],
  conversion: Conversion,
): { total: Minor; parts: Minor[] } {
  const convertedTotal = convert(total, conversion);
  const converted: Minor[] = [];
  const remainders: number[] = [];
  let missing = convertedTotal;
  for (const part of parts) {
    const remainder = floorInto(converted, part, conversion);
    remainders.push(remainder);
    missing -= converted[converted.length - 1] ?? 0;
  }
  if (missing > 0) giveToLargest(converted, remainders, missing);
  return { total: convertedTotal, parts: converted };
}

/** Appends the part, rounded down, and answers what that cut off, in divisors' parts. */
function floorInto(converted: Minor[], units: Units, { multiplier, divisor, exact }: Conversion): number {
  const product = units * multiplier;
  if (Math.abs(product) <= LARGEST_PRODUCT && divisor <= LARGEST_PRODUCT) {
    const quotient = Math.floor(product / divisor);
    converted.push(quotient === 0 ? 0 : quotient);
    return product - quotient * divisor;
  }
  const exactProduct = BigInt(units) * exact.multiplier;
  const remainder = ((exactProduct % exact.divisor) + exact.divisor) % exact.divisor;
  converted.push(requireSafe(Number((exactProduct - remainder) / exact.divisor)));
  return Number(remainder);
}

function giveToLargest(converted: Minor[], remainders: readonly number[], missing: number): void {
  const order = remainders.map((_, index) => index);
  order.sort((one, other) => (remainders[other] ?? 0) - (remainders[one] ?? 0) || one - other);
  for (const index of order.slice(0, missing)) converted[index] = (converted[index] ?? 0) + 1;
}

/** `quantity` of `whole` pieces' share of an amount, half up. */
export function shareOf(amount: number, quantity: number, whole: number): number {
  if (quantity === whole) return amount;
  const product = amount * quantity;
  if (product <= LARGEST_PRODUCT) {
    const quotient = Math.floor(product / whole);
    return (product - quotient * whole) * 2 >= whole ? quotient + 1 : quotient;
  }
  return Number((BigInt(amount) * BigInt(quantity) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}

/** 21500 with two digits is "215.00"; with none "21500". */
export function formatMinor(minor: Minor, currencyDigits: number): string {
  if (currencyDigits === 0) return String(minor);
  const size = Math.abs(minor);
  const base = powerOfTen(currencyDigits);
  const whole = Math.floor(size / base);
  const fraction = String(size - whole * base + base).slice(1);
  return minor < 0 ? `-${whole}.${fraction}` : `${whole}.${fraction}`;
}

/** As a JSON number, for what Klaviyo counts: the double nearest to the decimal text. */
export function minorAsNumber(minor: Minor, currencyDigits: number): number {
  return minor / powerOfTen(currencyDigits);
}

/** Rounds units to the digits of their own currency, half up, and gives units again. */
export function roundUnits(units: Units, currencyDigits: number): Units {
  const step = powerOfTen(UNIT_DIGITS - currencyDigits);
  return Math.floor((units + step / 2) / step) * step;
}
