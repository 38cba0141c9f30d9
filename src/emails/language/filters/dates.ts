import { formatDate } from "../dates/format-date.ts";
import { parseDate, writeLike } from "../dates/parse-date.ts";
import { instantOf, isTrue, Moment, printed, toNumber, type Value } from "../values.ts";
import { type Filter, type FilterUse, plain, withArgument, withOptional } from "./filter.ts";

const DAY_MS = 86_400_000;

/** Filters of dates (help.klaviyo.com: date personalization reference). Names of months and days are English alone. */
export const DATE_FILTERS: Readonly<Record<string, Filter>> = {
  format_date_string: plain(asMoment),
  datetime_from_string: plain(asMoment),
  date: withOptional((value, format, use) => {
    if (!isTrue(value)) return "";
    if (!(value instanceof Moment)) {
      use.warn(
        "date_not_parsed",
        `"${printed(value).slice(0, 60)}" is text, of which |date makes nothing. Write |format_date_string|date:"…".`,
      );
      return "";
    }
    return formatDate(value, format === undefined ? "N j, Y" : printed(format));
  }, false),
  time: withOptional((value, format) => {
    return value instanceof Moment ? formatDate(value, format === undefined ? "P" : printed(format)) : "";
  }, false),
  days_later: withArgument((value, days, use) => {
    const number = toNumber(days);
    const read = parseDate(printed(value));
    if (read === undefined || number === undefined || Math.abs(number) > 1_000_000) return unreadable(value, use);
    return writeLike(read, new Moment(read.moment.wallClock + Math.trunc(number) * DAY_MS, read.moment.offset));
  }),
  weeks_since: withOptional((value, until, use) => {
    const from = parseDate(printed(value))?.moment;
    const to = until === undefined ? new Moment(use.now, 0) : parseDate(printed(until))?.moment;
    if (from === undefined || to === undefined) return unreadable(value, use);
    return Math.floor((instantOf(to) - instantOf(from)) / (7 * DAY_MS));
  }),
};

function asMoment(value: Value, use: FilterUse): Value {
  if (value instanceof Moment || !isTrue(value)) return value;
  const read = parseDate(printed(value));
  if (read === undefined) return unreadable(value, use);
  if (!read.documented) {
    use.warn(
      "date_form_undocumented",
      `Klaviyo does not say that it reads dates such as "${printed(value)}". Try it there first.`,
    );
  }
  return read.moment;
}

function unreadable(value: Value, use: FilterUse): Value {
  if (isTrue(value)) {
    use.warn(
      "date_unreadable",
      `"${printed(value).slice(0, 60)}" is no date that Klaviyo reads, such as 2026-11-23 or 2026-11-23T18:00:00+01:00.`,
    );
  }
  return "";
}
