import { clockOfZone } from "./dates/clock-of-zone.ts";
import { formatDate } from "./dates/format-date.ts";
import { strftime } from "./dates/strftime.ts";
import { evaluate, isPrintedSafe, type Rendering } from "./evaluate.ts";
import { TemplateError } from "./finding.ts";
import type { SimpleTag } from "./nodes.ts";
import { SIMPLE_TAGS } from "./tags.ts";
import { escapeHtml, isList, isTrue, type Moment, printed, SafeText, toNumber, type Value } from "./values.ts";

const BRACES: Readonly<Record<string, string>> = {
  openblock: "{%",
  closeblock: "%}",
  openvariable: "{{",
  closevariable: "}}",
  openbrace: "{",
  closebrace: "}",
  opencomment: "{#",
  closecomment: "#}",
};

/** What a tag without an end prints, escaped already. */
export function printSimpleTag(tag: SimpleTag, rendering: Rendering): Value {
  const { links = {}, previewText = "" } = rendering.context;
  switch (tag.name) {
    case "templatetag":
      return braceOf(tag);
    case "now":
      return formatDate(today(tag, rendering), printed(valueAt(tag, 0, rendering)));
    case "today":
      return todayText(tag, rendering);
    case "current_day":
      return formatDate(today(tag, rendering), "j");
    case "current_month":
      return formatDate(today(tag, rendering), "n");
    case "current_year":
      return formatDate(today(tag, rendering), "Y");
    case "current_weekday":
      return formatDate(today(tag, rendering), "l");
    case "current_month_name":
      return formatDate(today(tag, rendering), "F");
    case "unsubscribe":
      return link(tag, links.unsubscribe ?? "#unsubscribe", "Unsubscribe", rendering);
    case "unsubscribe_link":
      return links.unsubscribe ?? "#unsubscribe";
    case "manage_preferences":
      return link(tag, links.managePreferences ?? "#manage-preferences", "Manage preferences", rendering);
    case "manage_preferences_link":
      return links.managePreferences ?? "#manage-preferences";
    case "web_view":
      return link(tag, links.webView ?? "#web-view", "View in browser", rendering);
    case "web_view_link":
      return links.webView ?? "#web-view";
    case "render_variable":
      return rendering.autoEscape ? escapeHtml(previewText) : previewText;
    case "currency_format":
      return currencyText(tag, rendering);
    case "firstof":
      return firstOf(tag, rendering);
    case "widthratio":
      return widthRatio(tag, rendering);
    case "has_category":
      return hasCategory(tag, rendering);
    default:
      return standIn(tag, rendering);
  }
}

function valueAt(tag: SimpleTag, index: number, rendering: Rendering): Value {
  const expression = tag.arguments[index];
  return expression === undefined ? "" : evaluate(expression, rendering, "print").value;
}

function braceOf({ arguments: [name], at }: SimpleTag): string {
  const text = BRACES[name?.source ?? ""];
  if (text !== undefined) return text;
  throw new TemplateError("tag_malformed", `templatetag takes one of ${Object.keys(BRACES).join(", ")}.`, at);
}

function today({ name, at }: SimpleTag, { context, warn }: Rendering): Moment {
  const timeZone = context.account?.timeZone;
  if (timeZone === undefined)
    warn("time_zone_unknown", `{% ${name} %} is shown in UTC: Klaviyo takes the account's time zone.`, at);
  return clockOfZone(context.now, timeZone ?? "UTC");
}

function todayText(tag: SimpleTag, rendering: Rendering): string {
  const format = printed(valueAt(tag, 0, rendering));
  const text = strftime(today(tag, rendering), format);
  if (text !== undefined) return text;
  throw new TemplateError(
    "date_format_unknown",
    `"${format}" has a directive that is not known here; %Y, %m, %d, %B, %b, %A, %H, %M and the like are.`,
    tag.at,
  );
}

function link(tag: SimpleTag, address: string, standard: string, rendering: Rendering): string {
  const text = tag.arguments.length === 0 ? standard : printed(valueAt(tag, 0, rendering));
  return `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
}

/** Klaviyo takes the account's currency, whatever the customer pays in. */
function currencyText(tag: SimpleTag, rendering: Rendering): string {
  const value = valueAt(tag, 0, rendering);
  const number = toNumber(value);
  const currency = rendering.context.account?.currency;
  if (number === undefined) {
    rendering.warn("not_a_number", `currency_format takes a number, not "${printed(value).slice(0, 60)}".`, tag.at);
    return isPrintedSafe(value, rendering) ? printed(value) : escapeHtml(printed(value));
  }
  if (currency === undefined) {
    rendering.warn(
      "currency_unknown",
      "currency_format writes the account's currency, which is not known here.",
      tag.at,
    );
    return new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(number);
  }
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(number);
}

function firstOf(tag: SimpleTag, rendering: Rendering): string {
  for (const expression of tag.arguments) {
    const { value } = evaluate(expression, rendering, "test");
    if (isTrue(value)) return isPrintedSafe(value, rendering) ? printed(value) : escapeHtml(printed(value));
  }
  return "";
}

function widthRatio(tag: SimpleTag, rendering: Rendering): string {
  const [value, max, width] = [0, 1, 2].map((index) => toNumber(valueAt(tag, index, rendering)));
  if (value === undefined || max === undefined || width === undefined) return "";
  if (max === 0) return "0";
  // Python rounds halves to the even neighbour.
  const ratio = (value / max) * width;
  const floor = Math.floor(ratio);
  return `${ratio - floor === 0.5 ? floor + (Math.abs(floor) % 2) : Math.round(ratio)}`;
}

/** Part of a category's name is enough (help.klaviyo.com: catalog lookup tag). */
function hasCategory(tag: SimpleTag, rendering: Rendering): Value {
  const item = valueAt(tag, 0, rendering);
  const wanted = printed(valueAt(tag, 1, rendering)).toLowerCase();
  const categories = typeof item === "object" && item !== null && "categories" in item ? item.categories : [];
  const names = categories !== undefined && isList(categories) ? categories : [];
  return names.some((name) => printed(name).toLowerCase().includes(wanted));
}

function standIn(tag: SimpleTag, rendering: Rendering): Value {
  const what = SIMPLE_TAGS[tag.name]?.standIn === true ? tag.name : "";
  rendering.warn("tag_not_shown", `Only Klaviyo knows what {% ${what} %} prints: a stand-in is shown.`, tag.at);
  const values = tag.arguments.map((_argument, index) => printed(valueAt(tag, index, rendering)));
  if (tag.name === "update_property_link") return "#update-property";
  return new SafeText(escapeHtml(`[${what} ${values.join(" ")}]`));
}
