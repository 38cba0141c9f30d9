import { instantOf, type Moment, offsetText } from "../values.ts";

export const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/** The Associated Press's abbreviations, Django's `N`. */
const PRESS_MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
const DAY_MS = 86_400_000;

/** Django's format for dates (docs.djangoproject.com: `date`), in English, at the wall clock of the date itself. */
export function formatDate(moment: Moment, format: string): string {
  let text = "";
  for (let at = 0; at < format.length; at += 1) {
    const letter = format[at] ?? "";
    if (letter === "\\") {
      at += 1;
      text += format[at] ?? "";
    } else text += LETTERS[letter]?.(new Date(moment.wallClock), moment) ?? letter;
  }
  return text;
}

const two = (number: number) => String(number).padStart(2, "0");
const year = (date: Date) => date.getUTCFullYear();
const month = (date: Date) => date.getUTCMonth();
const day = (date: Date) => date.getUTCDate();
const hour = (date: Date) => date.getUTCHours();
const minute = (date: Date) => date.getUTCMinutes();
const second = (date: Date) => date.getUTCSeconds();
const weekday = (date: Date) => date.getUTCDay();
const twelve = (date: Date) => hour(date) % 12 || 12;
const isLeap = (date: Date) => new Date(Date.UTC(year(date), 1, 29)).getUTCMonth() === 1;
const daysInMonth = (date: Date) => new Date(Date.UTC(year(date), month(date) + 1, 0)).getUTCDate();
const dayOfYear = (date: Date) => Math.floor((date.getTime() - Date.UTC(year(date), 0, 1)) / DAY_MS) + 1;
const noon = (date: Date) => hour(date) >= 12;

/** The Thursday of the date's week tells year and week (ISO 8601). */
const thursday = (date: Date) => new Date(date.getTime() + (4 - (weekday(date) || 7)) * DAY_MS);

function ordinal(number: number): string {
  if (number >= 11 && number <= 13) return "th";
  return ["th", "st", "nd", "rd"][number % 10] ?? "th";
}

function shortTime(date: Date): string {
  return minute(date) === 0 ? `${twelve(date)}` : `${twelve(date)}:${two(minute(date))}`;
}

function pressTime(date: Date): string {
  if (minute(date) === 0 && hour(date) === 0) return "midnight";
  if (minute(date) === 0 && hour(date) === 12) return "noon";
  return `${shortTime(date)} ${noon(date) ? "p.m." : "a.m."}`;
}

const LETTERS: Readonly<Record<string, ((date: Date, moment: Moment) => string) | undefined>> = {
  a: (date) => (noon(date) ? "p.m." : "a.m."),
  A: (date) => (noon(date) ? "PM" : "AM"),
  b: (date) => (MONTHS[month(date)] ?? "").slice(0, 3).toLowerCase(),
  c: (date, { offset }) => date.toISOString().slice(0, 19) + (offset === null ? "" : offsetText(offset, ":")),
  d: (date) => two(day(date)),
  D: (date) => (WEEKDAYS[weekday(date)] ?? "").slice(0, 3),
  e: (_date, { offset }) => (offset === null ? "" : offset === 0 ? "UTC" : `UTC${offsetText(offset, ":")}`),
  E: (date) => MONTHS[month(date)] ?? "",
  f: shortTime,
  F: (date) => MONTHS[month(date)] ?? "",
  g: (date) => `${twelve(date)}`,
  G: (date) => `${hour(date)}`,
  h: (date) => two(twelve(date)),
  H: (date) => two(hour(date)),
  i: (date) => two(minute(date)),
  I: () => "0",
  j: (date) => `${day(date)}`,
  l: (date) => WEEKDAYS[weekday(date)] ?? "",
  L: (date) => (isLeap(date) ? "True" : "False"),
  m: (date) => two(month(date) + 1),
  M: (date) => (MONTHS[month(date)] ?? "").slice(0, 3),
  n: (date) => `${month(date) + 1}`,
  N: (date) => PRESS_MONTHS[month(date)] ?? "",
  o: (date) => `${year(thursday(date))}`,
  O: (_date, { offset }) => (offset === null ? "" : offsetText(offset, "")),
  P: pressTime,
  r: (date, { offset }) =>
    `${(WEEKDAYS[weekday(date)] ?? "").slice(0, 3)}, ${two(day(date))} ${(MONTHS[month(date)] ?? "").slice(0, 3)} ${year(date)} ${date.toISOString().slice(11, 19)} ${offsetText(offset ?? 0, "")}`,
  s: (date) => two(second(date)),
  S: (date) => ordinal(day(date)),
  t: (date) => `${daysInMonth(date)}`,
  T: (_date, { offset }) => (offset === null ? "" : offset === 0 ? "UTC" : `UTC${offsetText(offset, ":")}`),
  u: (date) => String(date.getUTCMilliseconds() * 1_000).padStart(6, "0"),
  U: (_date, moment) => `${Math.floor(instantOf(moment) / 1_000)}`,
  w: (date) => `${weekday(date)}`,
  W: (date) => `${Math.ceil(dayOfYear(thursday(date)) / 7)}`,
  y: (date) => two(year(date) % 100),
  Y: (date) => String(year(date)).padStart(4, "0"),
  z: (date) => `${dayOfYear(date)}`,
  Z: (_date, { offset }) => (offset === null ? "" : `${offset * 60}`),
};
