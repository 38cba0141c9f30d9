/** Ten-thousandths, the finest that an amount has. */
const DECIMALS = 4;

/** The exact sum of two decimal texts; as few decimals as it needs, at least two. */
export function addAmounts(one: string, other: string): string {
  return formatUnits(toUnits(one) + toUnits(other));
}

/** The exact difference of two decimal texts, with a sign when it is negative. */
export function subtractAmounts(one: string, other: string): string {
  return formatUnits(toUnits(one) - toUnits(other));
}

function toUnits(text: string): bigint {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const units = BigInt(whole) * 10n ** BigInt(DECIMALS) + BigInt(fraction.padEnd(DECIMALS, "0"));
  return isNegative ? -units : units;
}

function formatUnits(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, "0");
  const fraction = digits.slice(-DECIMALS).replace(/0{1,2}$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -DECIMALS)}.${fraction}`;
}
