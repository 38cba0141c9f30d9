import { DATE_FILTERS } from "./dates.ts";
import type { Filter } from "./filter.ts";
import { LIST_FILTERS } from "./lists.ts";
import { NUMBER_FILTERS } from "./numbers.ts";
import { TEXT_FILTERS } from "./text.ts";

const FILTERS = new Map<string, Filter>(
  [TEXT_FILTERS, NUMBER_FILTERS, LIST_FILTERS, DATE_FILTERS].flatMap((filters) => Object.entries(filters)),
);

/** Django's own filters that Klaviyo is likely to have, and that are not shown here: the value passes unchanged, with a warning. */
export const FILTERS_NOT_SHOWN = [
  ...[
    "addslashes",
    "center",
    "escapejs",
    "filesizeformat",
    "get_digit",
    "iriencode",
    "json_script",
    "linenumbers",
    "ljust",
  ],
  ...["make_list", "phone2numeric", "pprint", "random", "rjust", "safeseq", "slugify", "timesince", "timeuntil"],
  ...["truncatechars_html", "truncatewords_html", "unordered_list", "urlize", "urlizetrunc", "wordwrap"],
];

export function findFilter(name: string): Filter | undefined {
  return FILTERS.get(name);
}

/** What to write instead of filters that people bring along from other languages. */
const INSTEAD: Readonly<Record<string, string>> = {
  float: '|multiply:"1"',
  int: "|floatformat:0",
  replace: '|find_replace:"old|new"',
  json: "no filter does it",
  tojson: "no filter does it",
  money: "the amount that the event carries ready-written",
  currency: "{% currency_format … %}",
  divided_by: "|divide:…",
  times: "|multiply:…",
  date_format: '|format_date_string|date:"…"',
  format_date: '|format_date_string|date:"…"',
  strip_tags: "|striptags",
  url_encode: "|urlencode",
};

export function unknownFilterMessage(name: string): string {
  const instead = INSTEAD[name];
  if (instead !== undefined) return `|${name} is not in Klaviyo's language. Use ${instead}.`;
  const close = [...FILTERS.keys(), ...FILTERS_NOT_SHOWN].find((known) => isClose(known, name));
  return `|${name} is not among the filters that Klaviyo documents.${close === undefined ? " Check its spelling." : ` Did you mean |${close}?`}`;
}

function isClose(known: string, name: string): boolean {
  const bare = (text: string) => text.toLowerCase().replaceAll("_", "");
  return bare(known) === bare(name) || (name.length > 4 && (known.startsWith(name) || name.startsWith(known)));
}
