import { lookUp } from "../scope.ts";
import { compare, isList, isMap, printed, textOf, toNumber, type Value } from "../values.ts";
import { type Filter, plain, withArgument, withOptional } from "./filter.ts";

const count = plain((value) => {
  if (isList(value)) return value.length;
  const text = textOf(value);
  if (text !== undefined) return [...text].length;
  return isMap(value) ? Object.keys(value).length : 0;
});

/** Filters of lists (developers.klaviyo.com: Django filter glossary). */
export const LIST_FILTERS: Readonly<Record<string, Filter>> = {
  count,
  length: count,
  size: count,
  length_is: withArgument((value, length) => isList(value) && value.length === toNumber(length)),
  compact: plain((value) => (isList(value) ? value.filter((item) => item !== null) : value)),
  join: withArgument((value, between) => (isList(value) ? value.map(printed).join(printed(between)) : value)),
  list_to_string: plain((value) => {
    if (!isList(value)) return value;
    const texts = value.map(printed);
    return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
  }),
  list_where: withArgument((value, condition) => {
    const [, name = "", wanted = ""] = /^([^=]*)=(.*)$/s.exec(printed(condition)) ?? [];
    return isList(value) ? value.filter((item) => printed(lookUp(item, name)) === wanted) : value;
  }),
  dictfilter: withArgument((value, condition, use) => {
    const read = /^\s*(.+?)\s*(<=|>=|=>|=<|==|!=|<|>|=)\s*(.*?)\s*$/s.exec(printed(condition));
    if (read === null || !isList(value)) {
      use.warn("filter_uncertain", `dictfilter takes a condition such as "Price>2", not "${printed(condition)}".`);
      return value;
    }
    const [, name = "", operator = "", wanted = ""] = read;
    return value.filter((item) => holds(lookUp(item, name), operator, wanted));
  }),
  map: withArgument((value, name) => (isList(value) ? value.map((item) => lookUp(item, name)) : value)),
  reverse: plain((value) => {
    if (isList(value)) return value.toReversed();
    const text = textOf(value);
    return text === undefined ? value : [...text].reverse().join("");
  }),
  slice: withArgument((value, range) => slice(value, printed(range)), true),
  sort: withOptional((value, name) => sorted(value, (item) => keyOf(item, name))),
  sort_natural: withOptional((value, name) => sorted(value, (item) => printed(keyOf(item, name)).toLowerCase())),
  dictsort: withArgument((value, name) => sorted(value, (item) => keyOf(item, name))),
  dictsortreversed: withArgument((value, name) => {
    const list = sorted(value, (item) => keyOf(item, name));
    return isList(list) ? list.toReversed() : list;
  }),
  uniq: withOptional((value, name) => {
    if (!isList(value)) return value;
    const seen = new Set<string>();
    return value.filter((item) => {
      const key = keyOf(item, name);
      const mark = `${textOf(key) === undefined} ${printed(key)}`;
      return seen.has(mark) ? false : seen.add(mark);
    });
  }),
  first: plain((value) => (isList(value) ? (value[0] ?? "") : ([...(textOf(value) ?? "")][0] ?? ""))),
  last: plain((value) => (isList(value) ? (value.at(-1) ?? "") : ([...(textOf(value) ?? "")].at(-1) ?? ""))),
  lookup: withArgument((value, key) => lookUp(value, key)),
};

function keyOf(item: Value, name: Value | undefined): Value {
  return name === undefined ? item : lookUp(item, name);
}

/** Unsorted when Python could not compare two of them. */
function sorted(value: Value, key: (item: Value) => Value): Value {
  if (!isList(value)) return value;
  let comparable = true;
  const list = value.toSorted((one, other) => {
    const order = compare(key(one), key(other));
    if (order === undefined) comparable = false;
    return order ?? 0;
  });
  return comparable ? list : value;
}

function holds(value: Value, operator: string, wanted: string): boolean {
  const number = toNumber(wanted);
  const order = number === undefined ? compare(printed(value), wanted) : compare(toNumber(value) ?? null, number);
  if (order === undefined) return operator === "!=";
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
    case "=<":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
    case "=>":
      return order >= 0;
    case "!=":
      return order !== 0;
    default:
      return order === 0;
  }
}

/** Python's slice: `:3`, `1:`, `-2:`, `::2`, `3`. */
function slice(value: Value, range: string): Value {
  const parts = range.split(":").map((part) => part.trim());
  const numbers = parts.map((part) => (part === "" ? undefined : Number(part)));
  if (parts.length > 3 || numbers.some((number) => number !== undefined && !Number.isInteger(number))) return value;
  const step = parts.length === 3 ? (numbers[2] ?? 1) : 1;
  if (step < 1) return value;
  const [from, to] = parts.length === 1 ? [0, numbers[0]] : [numbers[0] ?? 0, numbers[1]];
  const every = (_item: unknown, index: number) => index % step === 0;
  if (isList(value)) return value.slice(from, to).filter(every);
  const text = textOf(value);
  return text === undefined ? value : [...text].slice(from, to).filter(every).join("");
}
