import { Moment, offsetText } from "../values.ts";

export interface ReadDate {
  readonly moment: Moment;
  /** How it was written, to write another date in the same way. */
  readonly form: "year_first" | "month_first";
  readonly hasTime: boolean;
  readonly separator: string;
  /** Klaviyo's documents name this form. */
  readonly documented: boolean;
}

const YEAR_FIRST =
  /^(\d{4})-(\d{2})-(\d{2})(?:([T ])(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MONTH_FIRST = /^(\d{2})-(\d{2})-(\d{4})$/;

/** Reads the forms that Klaviyo names: `%Y-%m-%d`, `%Y-%m-%dT%H:%M:%S` with or without an offset, `%m-%d-%Y`; and the same with a space for the T. */
export function parseDate(text: string): ReadDate | undefined {
  const trimmed = text.trim();
  const american = MONTH_FIRST.exec(trimmed);
  if (american !== null) {
    const [, month, day, year] = american;
    const wallClock = clockOf([year, month, day].map(Number));
    if (wallClock === undefined) return undefined;
    return {
      moment: new Moment(wallClock, null),
      form: "month_first",
      hasTime: false,
      separator: "",
      documented: true,
    };
  }
  const read = YEAR_FIRST.exec(trimmed);
  if (read === null) return undefined;
  const [, year, month, day, separator = "", hour = "0", minute = "0", second = "0", zone] = read;
  const wallClock = clockOf([year, month, day, hour, minute, second].map(Number));
  if (wallClock === undefined) return undefined;
  const moment = new Moment(wallClock, offsetOf(zone));
  return { moment, form: "year_first", hasTime: separator !== "", separator, documented: separator !== " " };
}

/** A date in the form in which another one was written. */
export function writeLike({ form, hasTime, separator }: ReadDate, { wallClock, offset }: Moment): string {
  const date = new Date(wallClock);
  if (Number.isNaN(date.getTime())) return "";
  const [day = "", time = ""] = date.toISOString().split("T");
  if (form === "month_first") return `${day.slice(5)}-${day.slice(0, 4)}`;
  if (!hasTime) return day;
  return `${day}${separator}${time.slice(0, 8)}${offset === null ? "" : offsetText(offset, ":")}`;
}

function clockOf([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]):
  | number
  | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return isReal ? date.getTime() : undefined;
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}
