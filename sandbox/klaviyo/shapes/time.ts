import { fault, nameOf, type Shape } from "./shape.ts";

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const OLDEST = Date.UTC(2000, 0, 1);
const YEAR_MS = 366 * 86_400_000;

/**
 * Milliseconds since the epoch, whole seconds, or null when it is no ISO 8601 time. Without an offset it is UTC, a date alone is
 * midnight, and fractions of a second are cut off (Klaviyo, "acceptable date and timestamp formats").
 */
export function parseTime(text: string): number | null {
  const match = ISO_8601.exec(text);
  if (match === null) return null;
  const hasTime = text.length > 10;
  const milliseconds = Date.parse(
    hasTime && match[1] === undefined ? `${text.replace(" ", "T")}Z` : text.replace(" ", "T"),
  );
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1_000) * 1_000;
}

/** From 2000 (Events API overview; the OpenAPI file says 1990) to a year from now. */
export const eventTime: Shape<string> = (value, visit): value is string => {
  if (typeof value !== "string") return fault(visit, `'${nameOf(visit)}' must be a string.`);
  const time = parseTime(value);
  if (time === null) return fault(visit, `'${nameOf(visit)}' must be a date and time in ISO 8601 format.`);
  if (time < OLDEST) return fault(visit, `'${nameOf(visit)}' must not be before the year 2000.`);
  if (time > visit.nowMs + YEAR_MS) return fault(visit, `'${nameOf(visit)}' must not be more than a year from now.`);
  return true;
};
