import { Float, isList, isTrue, numberOf, printed, toNumber, type Value } from "../values.ts";
import { formatDecimal } from "./decimal.ts";
import { type Filter, plain, withArgument, withOptional } from "./filter.ts";

/** Filters of numbers (developers.klaviyo.com: Django filter glossary). Arithmetic gives floats, which print with a point. */
export const NUMBER_FILTERS: Readonly<Record<string, Filter>> = {
  abs: plain((value) => {
    const number = toNumber(value);
    if (number === undefined) return value;
    return value instanceof Float ? new Float(Math.abs(number)) : Math.abs(number);
  }),
  at_least: withArgument((value, least) => ((toNumber(value) ?? 0) < (toNumber(least) ?? 0) ? least : value)),
  at_most: withArgument((value, most) => ((toNumber(value) ?? 0) > (toNumber(most) ?? 0) ? most : value)),
  ceil: plain((value) => roundedText(value, Math.ceil)),
  floor: plain((value) => roundedText(value, Math.floor)),
  round: plain((value, use) => {
    use.warn(
      "filter_uncertain",
      "Klaviyo's examples contradict each other on |round: here it goes to the nearest integer. Use |floatformat:0.",
    );
    return roundedText(value, Math.round);
  }),
  round_up: withOptional((value, digits) => roundTo(value, digits, Math.ceil)),
  round_down: withOptional((value, digits) => roundTo(value, digits, Math.floor)),
  divide: calculation((one, other) => (other === 0 ? 0 : one / other)),
  multiply: calculation((one, other) => one * other),
  floatadd: calculation((one, other) => one + other),
  plus: calculation((one, other) => one + other),
  floatsub: calculation((one, other) => one - other),
  minus: calculation((one, other) => one - other),
  modulo: calculation(remainder),
  remainder: calculation(remainder),
  add: withArgument((value, other) => {
    const [one, two] = [toNumber(value), toNumber(other)];
    if (one !== undefined && two !== undefined) return Math.trunc(one) + Math.trunc(two);
    if (isList(value) && isList(other)) return [...value, ...other];
    return typeof value === "string" || typeof other === "string" ? `${printed(value)}${printed(other)}` : "";
  }),
  divisibleby: withArgument((value, other) => {
    const by = Math.trunc(toNumber(other) ?? 0);
    return by !== 0 && Math.trunc(toNumber(value) ?? Number.NaN) % by === 0;
  }),
  floatformat: withOptional((value, argument, use) => {
    const digits = argument === undefined ? -1 : Math.trunc(toNumber(argument) ?? Number.NaN);
    if (Number.isNaN(digits)) return printed(value);
    if (Math.abs(digits) > 20) {
      use.warn("filter_uncertain", "More than 20 digits are not shown here.");
    }
    return formatDecimal(decimalText(value), Math.max(-20, Math.min(20, digits))) ?? "";
  }),
  percentize: withOptional((value, argument) => {
    const number = toNumber(value);
    if (number === undefined) return "";
    const digits = Math.max(0, Math.min(20, Math.trunc(toNumber(argument ?? 0) ?? 0)));
    return `${formatDecimal(String(number * 100), digits) ?? ""}%`;
  }),
  sum_list: plain((value) =>
    isList(value) ? new Float(value.reduce((sum: number, item) => sum + (toNumber(item) ?? 0), 0)) : new Float(0),
  ),
  gt: comparison((one, other) => one > other),
  gte: comparison((one, other) => one >= other),
  lt: comparison((one, other) => one < other),
  lte: comparison((one, other) => one <= other),
};

function calculation(calculate: (one: number, other: number) => number): Filter {
  return withArgument((value, argument, use) => {
    const [one, other] = [toNumber(value), toNumber(argument)];
    if (one === undefined || other === undefined) {
      const faulty = one === undefined ? value : argument;
      use.warn("not_a_number", `"${printed(faulty).slice(0, 60)}" is not a number, so the result is 0.0.`);
      return new Float(0);
    }
    // Sums such as 0.1 + 0.2 show Python's digits, which are JavaScript's.
    return new Float(calculate(one, other));
  });
}

/** Python's sign: that of the divisor. */
function remainder(one: number, other: number): number {
  return other === 0 ? 0 : one - other * Math.floor(one / other);
}

function comparison(holds: (one: number, other: number) => boolean): Filter {
  return withArgument((value, argument) => {
    const [one, other] = [toNumber(value), toNumber(argument)];
    return one !== undefined && other !== undefined && holds(one, other);
  });
}

function roundedText(value: Value, round: (number: number) => number): Value {
  const number = toNumber(value);
  return number === undefined ? "" : printed(new Float(round(number)));
}

function roundTo(value: Value, digits: Value | undefined, round: (number: number) => number): Value {
  const number = toNumber(value);
  if (number === undefined) return "";
  const places = Math.max(0, Math.min(15, Math.trunc(toNumber(digits ?? 0) ?? 0)));
  const factor = 10 ** places;
  // 5.1 × 100 is 509.99999999999994: what is closer than a double can tell counts as whole.
  const scaled = Number((number * factor).toPrecision(15));
  const rounded = round(scaled) / factor;
  return places === 0 ? printed(new Float(rounded)) : (formatDecimal(String(rounded), places) ?? "");
}

/** The number as text with its own digits, as Python's Decimal reads it. */
function decimalText(value: Value): string {
  const number = numberOf(value);
  return number === undefined ? printed(value) : String(number);
}

/** Whether a value counts as one for `pluralize`. */
export function isOne(value: Value): boolean {
  if (isList(value)) return value.length === 1;
  return isTrue(value) && toNumber(value) === 1;
}
