import type { JsonValue } from "../../metrics/metric-event.ts";

/** Text that is not escaped again: a literal of the template, or what went through `safe` or `escape`. */
export class SafeText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A number that Python holds as a float: it prints 20 as `20.0`. Numbers of the context with a fraction need none. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A date or time, as it was written: nothing converts it to the reader's zone. */
export class Moment {
  /** Milliseconds since the epoch, if its wall clock were UTC's. */
  readonly wallClock: number;
  /** Minutes east of UTC; null when it was written without an offset. */
  readonly offset: number | null;
  constructor(wallClock: number, offset: number | null) {
    this.wallClock = wallClock;
    this.offset = offset;
  }
}

export interface ValueMap {
  readonly [key: string]: Value | undefined;
}

/** What an expression of a template can be. Klaviyo runs Django's language on Python, so values behave and print as Python's. */
export type Value = JsonValue | SafeText | Float | Moment | readonly Value[] | ValueMap;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is ValueMap {
  return typeof value === "object" && value !== null && !isList(value) && !isOpaque(value);
}

function isOpaque(value: object): boolean {
  return value instanceof SafeText || value instanceof Float || value instanceof Moment;
}

/** The text of a string; undefined for everything else. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof SafeText ? value.text : undefined;
}

/** The number of an integer, a float or a truth value; strings are not converted. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Float ? value.value : undefined;
}

/** As numberOf, but text that is a number counts, as for Python's `float(…)`. */
export function toNumber(value: Value): number | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined) return numberOf(value);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

export function isTrue(value: Value): boolean {
  if (value instanceof Moment) return true;
  const text = textOf(value);
  if (text !== undefined) return text !== "";
  if (value === null) return false;
  const number = numberOf(value);
  if (number !== undefined) return number !== 0;
  return isList(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** Python's `==`: no conversion between text and numbers, lists and maps by their contents. */
export function areEqual(one: Value, other: Value): boolean {
  const texts = [textOf(one), textOf(other)];
  if (texts[0] !== undefined || texts[1] !== undefined) return texts[0] === texts[1];
  const numbers = [numberOf(one), numberOf(other)];
  if (numbers[0] !== undefined || numbers[1] !== undefined) return numbers[0] === numbers[1];
  if (one instanceof Moment && other instanceof Moment) return instantOf(one) === instantOf(other);
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => areEqual(item, other[index] ?? null));
  }
  if (isMap(one) && isMap(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && areEqual(one[key] ?? null, other[key] ?? null))
    );
  }
  return one === other;
}

/** Below, equal or above zero as for sorting; undefined when Python refuses to compare the two. */
export function compare(one: Value, other: Value): number | undefined {
  const texts = [textOf(one), textOf(other)] as const;
  if (texts[0] !== undefined && texts[1] !== undefined) return compareCodePoints(texts[0], texts[1]);
  const numbers = [numberOf(one), numberOf(other)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1];
  if (one instanceof Moment && other instanceof Moment) return instantOf(one) - instantOf(other);
  return undefined;
}

export function instantOf({ wallClock, offset }: Moment): number {
  return wallClock - (offset ?? 0) * 60_000;
}

function compareCodePoints(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (const [index, character] of left.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** What `{{ value }}` prints, before it is escaped. */
export function printed(value: Value): string {
  return textOf(value) ?? represented(value);
}

/** Python's `repr`: how a value stands inside a printed list. */
function represented(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : floatText(value);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Moment) return momentText(value);
  const text = textOf(value);
  if (text !== undefined) return quoted(text);
  if (isList(value)) return `[${value.map(represented).join(", ")}]`;
  if (!isMap(value)) return "";
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${represented(item ?? null)}`)
    .join(", ")}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** Python writes a float with a point, and with an exponent from 1e16 on. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function momentText({ wallClock, offset }: Moment): string {
  const text = new Date(wallClock).toISOString().slice(0, 19).replace("T", " ");
  return offset === null ? text : `${text}${offsetText(offset, ":")}`;
}

/** `+0200`, or with a colon between. */
export function offsetText(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}

/** Django's escaping for HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");
}
