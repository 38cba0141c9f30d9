import type { MentionedTag, MentionedVariable } from "../language/variables-of.ts";
import type { Circumstances, Remark } from "./check-template.ts";
import { isSent } from "./known-variables.ts";

const WRITTEN = "Formatted";
const DATE_FILTERS = ["date", "format_date_string", "datetime_from_string"];
const NAMES_IN_ENGLISH = ["current_weekday", "current_month_name"];
/** Letters of a date's format that stand for names. */
const NAMES_IN_DJANGO = /(?<!\\)[DlMNFbE]/;
const NAMES_IN_STRFTIME = /%-?[aAbBh]/;

/** Klaviyo has the names of months and weekdays in English alone, and the times of events in no zone of the customer's. */
export function checkDates(
  { steps, written, role, filters }: MentionedVariable,
  { known, language }: Circumstances,
): Remark[] {
  const [scope, ...path] = steps;
  const ready = `${path.at(-1) ?? ""}${WRITTEN}`;
  const exists = scope === "event" && isSent(known.event, [...path.slice(0, -1), ready]);
  const isDate = /Date$/.test(path.at(-1) ?? "");
  const use = exists ? ` Use ${ready}, which is written in the customer's language.` : "";
  if (filters.some((filter) => DATE_FILTERS.includes(filter)) && language !== "en") {
    const message = `Klaviyo writes dates in one way for every customer, and names of months and days in English.${use}`;
    return [{ level: "warning", code: "english_date", message }];
  }
  if (role !== "printed" || !exists || !isDate || filters.length > 0) return [];
  const message = `${written} shows as 2026-03-14 09:26:53.${use}`;
  return [{ level: "hint", code: "written_out_exists", message }];
}

export function checkDateTag({ name, arguments: [format = ""] }: MentionedTag, language: string | undefined): Remark[] {
  const isEnglish =
    NAMES_IN_ENGLISH.includes(name) ||
    (name === "now" && NAMES_IN_DJANGO.test(format)) ||
    (name === "today" && NAMES_IN_STRFTIME.test(format));
  if (!isEnglish || language === "en") return [];
  return [
    {
      level: "warning",
      code: "english_date",
      message: `{% ${name} %} writes the names of months and days in English.`,
    },
  ];
}
