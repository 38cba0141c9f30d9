const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Django's `floatformat` on the digits themselves, half away from zero: "1234.565" with 2 digits is "1234.57". Below zero,
 * decimals are shown only when there are any. undefined when the text is no number.
 */
export function formatDecimal(text: string, digits: number): string | undefined {
  const read = DECIMAL.exec(text.trim());
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = read ?? [];
  if (read === null || whole + fraction === "") return undefined;
  const places = Math.abs(digits);
  const shift = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  if (digits < 0 && isWhole(units, shift)) return format(sign, scale(units, shift, 0), 0);
  return format(sign, scale(units, shift, places), places);
}

/** `units / 10^shift` as a count of `10^-places`. */
function scale(units: bigint, shift: number, places: number): bigint {
  const surplus = shift - places;
  if (surplus <= 0) return units * 10n ** BigInt(-surplus);
  const divisor = 10n ** BigInt(surplus);
  return (units + divisor / 2n) / divisor;
}

function isWhole(units: bigint, shift: number): boolean {
  return shift <= 0 || units % 10n ** BigInt(shift) === 0n;
}

function format(sign: string, units: bigint, places: number): string {
  const text = String(units).padStart(places + 1, "0");
  const shown = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  return sign === "-" && units !== 0n ? `-${shown}` : shown;
}
