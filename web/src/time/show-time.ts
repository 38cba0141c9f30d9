import { texts } from "../texts/texts.ts";

const DAY_MS = 86_400_000;
/** Within this a weekday says which day it was. */
const WEEK_MS = 6 * DAY_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `Tue at 11:07 am`; a date in place of the weekday when it is longer ago, and the year when it is another one. */
export function showTime(time: number, { timeZone, now }: { readonly timeZone: string; readonly now: number }): string {
  const clock = format(time, "clock", timeZone, { hour: "numeric", minute: "2-digit", hour12: true }).toLowerCase();
  return texts.time.at(dayOf(time, timeZone, now), clock);
}

/** To the second, with the zone: for whoever wants it exactly. */
export function showExactTime(time: number, timeZone: string): string {
  return format(time, "exact", timeZone, { dateStyle: "full", timeStyle: "long" });
}

/** `14:00`, for the axis of a chart. */
export function showHour(time: number, timeZone: string): string {
  return format(time, "hour", timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** `Tue 14:00`. */
export function showDayAndHour(time: number, timeZone: string): string {
  return format(time, "day and hour", timeZone, {
    ...{ weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
}

/** How long something takes or has taken, in the largest unit that says enough: `340 ms`, `12 s`, `5 min`, `3 h`, `2 d`. */
export function showDuration(milliseconds: number): string {
  const { units } = texts.time;
  if (milliseconds < 1_000) return units.ms(Math.max(0, Math.round(milliseconds)));
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return units.s(Math.round(seconds * 10) / 10);
  if (seconds < 120) return units.s(Math.round(seconds));
  if (seconds < 7_200) return units.min(Math.round(seconds / 60));
  if (seconds < 48 * 3_600) return units.h(Math.round(seconds / 3_600));
  return units.d(Math.round(seconds / 86_400));
}

function dayOf(time: number, timeZone: string, now: number): string {
  const isRecent = Math.abs(now - time) < WEEK_MS;
  if (isRecent) return format(time, "weekday", timeZone, { weekday: "short" });
  const isThisYear = yearOf(time, timeZone) === yearOf(now, timeZone);
  return isThisYear
    ? format(time, "date", timeZone, { day: "numeric", month: "short" })
    : format(time, "long date", timeZone, { day: "numeric", month: "short", year: "numeric" });
}

function yearOf(time: number, timeZone: string): string {
  return format(time, "year", timeZone, { year: "numeric" });
}

/** Making a formatter costs far more than using it. */
function format(time: number, kind: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${kind} ${timeZone}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(texts.time.locale, { ...options, timeZone });
  formatters.set(key, formatter);
  return formatter.format(time);
}
