import { hash } from "node:crypto";
import { escapeHtml, isList, isTrue, numberOf, printed, SafeText, textOf, toNumber, type Value } from "../values.ts";
import { type Filter, type FilterUse, plain, withArgument, withOptional } from "./filter.ts";
import { isOne } from "./numbers.ts";

/** A filter of text; other values are printed first. */
const onText = (change: (text: string) => string, keepsSafe = true) =>
  plain((value) => change(printed(value)), keepsSafe);

const capitalise = onText((text) => text.slice(0, 1).toUpperCase() + text.slice(1));
const lower = onText((text) => text.toLowerCase());
const upper = onText((text) => text.toUpperCase(), false);
const stripTags = onText((text) => text.replaceAll(/<[^<>]*>/g, ""));
const breakLines = plain((value) => {
  const text = textOf(value) ?? printed(value);
  const safe = value instanceof SafeText ? text : escapeHtml(text);
  return new SafeText(safe.replaceAll(/\r\n|\r|\n/g, "<br>"));
});
const urlEncode = (safe: string) => (text: string) =>
  [...text]
    .map((one) =>
      safe.includes(one)
        ? one
        : encodeURIComponent(one.isWellFormed() ? one : "\uFFFD").replaceAll(/[!'()*]/g, percent),
    )
    .join("");
const percent = (one: string) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;

/** Filters of text (developers.klaviyo.com: Django filter glossary). */
export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  append: withArgument((value, more) => printed(value) + printed(more)),
  prepend: withArgument((value, more) => printed(more) + printed(value)),
  concat: withArgument((value, more) =>
    isList(value) && isList(more) ? [...value, ...more] : printed(value) + printed(more),
  ),
  capitalize: capitalise,
  capfirst: capitalise,
  lower,
  downcase: lower,
  upper,
  upcase: upper,
  title: onText(titled),
  cut: withArgument((value, part) => printed(value).replaceAll(printed(part), "")),
  truncate: withOptional((value, length) => truncated(printed(value), lengthOf(length, 50))),
  truncatechars: withArgument(
    (value, length) => truncated(printed(value), lengthOf(length, Number.POSITIVE_INFINITY)),
    true,
  ),
  truncatewords: withArgument((value, length) => {
    const words = printed(value)
      .split(/\s+/)
      .filter((word) => word !== "");
    const most = lengthOf(length, Number.POSITIVE_INFINITY);
    return words.length > most ? `${words.slice(0, most).join(" ")} …` : words.join(" ");
  }, true),
  wordcount: plain(
    (value) =>
      printed(value)
        .split(/\s+/)
        .filter((word) => word !== "").length,
  ),
  strip: onText((text) => text.trim()),
  lstrip: onText((text) => text.trimStart()),
  rstrip: onText((text) => text.trimEnd()),
  strip_html: stripTags,
  striptags: stripTags,
  strip_newlines: onText((text) => text.replaceAll(/[\r\n]/g, "")),
  newline_to_br: breakLines,
  linebreaksbr: breakLines,
  linebreaks: plain((value) => {
    const safe = value instanceof SafeText ? value.text : escapeHtml(printed(value));
    const paragraphs = safe.replaceAll(/\r\n|\r/g, "\n").split(/\n{2,}/);
    return new SafeText(paragraphs.map((text) => `<p>${text.replaceAll("\n", "<br>")}</p>`).join("\n\n"));
  }),
  remove: withArgument((value, part) => printed(value).replaceAll(printed(part), "")),
  remove_first: withArgument((value, part) => replaceOnce(printed(value), printed(part), "", "first")),
  remove_last: withArgument((value, part) => replaceOnce(printed(value), printed(part), "", "last")),
  find_replace: withArgument((value, pair, use) => {
    const [part, instead] = pairOf(pair, use);
    return part === "" ? printed(value) : printed(value).replaceAll(part, () => instead);
  }),
  replace_first: withArgument((value, pair, use) => replaceOnce(printed(value), ...pairOf(pair, use), "first")),
  replace_last: withArgument((value, pair, use) => replaceOnce(printed(value), ...pairOf(pair, use), "last")),
  split: withArgument((value, separator) => {
    const between = printed(separator);
    return between === "" ? [printed(value)] : printed(value).split(between);
  }),
  resplit: withArgument((value, pattern, use) => {
    const safe = boundedPattern(printed(pattern));
    if (safe === undefined) {
      use.warn(
        "filter_not_shown",
        `The pattern ${printed(pattern)} of |resplit is not run here, since it might take for ever.`,
      );
      return [printed(value)];
    }
    return printed(value).split(safe);
  }),
  escape: plain((value) => (value instanceof SafeText ? value : new SafeText(escapeHtml(printed(value))))),
  force_escape: plain((value) => new SafeText(escapeHtml(printed(value)))),
  escape_once: plain((value) => {
    const text = printed(value).replaceAll(/&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/gi, "&amp;");
    return new SafeText(escapeHtml(text).replaceAll("&amp;", "&"));
  }),
  safe: plain((value) => new SafeText(printed(value))),
  urlencode: withOptional((value, safe) => urlEncode(safe === undefined ? "/" : printed(safe))(printed(value)), false),
  urlencodeplus: plain((value) => urlEncode(" ")(printed(value)).replaceAll(" ", "+"), false),
  urldecode: plain((value) => urlDecoded(printed(value)), false),
  urldecodeplus: plain((value) => urlDecoded(printed(value).replaceAll("+", " ")), false),
  base64_encode: onText((text) => Buffer.from(text).toString("base64")),
  base64_decode: onText((text) => Buffer.from(text, "base64").toString(), false),
  base64_url_safe_encode: onText((text) =>
    Buffer.from(text).toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
  ),
  base64_url_safe_decode: onText((text) => Buffer.from(text, "base64url").toString(), false),
  md5_hash: onText((text) => hash("md5", text)),
  sha_1: onText((text) => hash("sha1", text)),
  sha_256: onText((text) => hash("sha256", text)),
  httpize: onText((text) => (/^https?:\/\//.test(text) ? text : `http://${text}`)),
  httpsize: onText((text) => `https://${text.replace(/^https?:\/\//, "")}`),
  trim_slash: onText((text) => text.replace(/\/$/, "")),
  pluralize: withOptional((value, endings) => {
    const given = printed(endings ?? "s").split(",");
    const [one, many] = given.length > 1 ? given : ["", given[0]];
    return given.length > 2 ? "" : ((isOne(value) ? one : many) ?? "");
  }, false),
  yesno: withOptional((value, words) => {
    const [yes = "yes", no = "no", maybe = no] =
      words === undefined ? ["yes", "no", "maybe"] : printed(words).split(",");
    if (value === null) return maybe;
    return isTrue(value) ? yes : no;
  }, false),
  stringformat: withArgument((value, format, use) => {
    const [, flags = "", width = "", digits, kind = ""] =
      /^([-0+ ]*)(\d{0,3})(?:\.(\d{1,2}))?([sdif])$/.exec(printed(format)) ?? [];
    const number = toNumber(value);
    if (kind === "" || (kind !== "s" && number === undefined)) {
      use.warn("filter_uncertain", `|stringformat:"${printed(format)}" is not shown here.`);
      return "";
    }
    const shown =
      kind === "s"
        ? printed(value)
        : kind === "f"
          ? (number ?? 0).toFixed(Number(digits ?? 6))
          : String(Math.trunc(number ?? 0));
    const signed = flags.includes("+") && (number ?? 0) >= 0 && kind !== "s" ? `+${shown}` : shown;
    if (flags.includes("-")) return signed.padEnd(Number(width));
    return signed.padStart(Number(width), flags.includes("0") && kind !== "s" ? "0" : " ");
  }),
  default: withArgument((value, fallback) => (isTrue(value) ? value : fallback)),
  default_if_none: withArgument((value, fallback) => value ?? fallback),
  missing_image: plain(missingImage),
  missing_product_image: plain(missingImage),
};

/** Python's `str.title`, with Django's correction: no capital behind an apostrophe or a digit. */
function titled(text: string): string {
  return text.toLowerCase().replaceAll(/\p{L}[\p{L}\p{M}]*/gu, (word, at: number) => {
    const before = text.slice(Math.max(0, at - 2), at);
    const keeps = /\p{L}['’]$/u.test(before) || /\d$/.test(before);
    return keeps ? word : word.slice(0, 1).toUpperCase() + word.slice(1);
  });
}

/** The ellipsis counts as one of the characters. */
function truncated(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join("")}…`;
}

function lengthOf(value: Value | undefined, otherwise: number): number {
  const number = value === undefined ? undefined : (numberOf(value) ?? toNumber(value));
  return number === undefined || Number.isNaN(number) ? otherwise : Math.max(0, Math.trunc(number));
}

/** `"old|new"`: Klaviyo's way to give a filter two arguments. */
function pairOf(value: Value, use: FilterUse): [string, string] {
  const text = printed(value);
  const at = text.indexOf("|");
  if (at === -1) {
    use.warn("argument_malformed", `The argument "${text}" lacks the bar between old and new: "old|new".`);
    return ["", ""];
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function replaceOnce(text: string, part: string, instead: string, which: "first" | "last"): string {
  const at = which === "first" ? text.indexOf(part) : text.lastIndexOf(part);
  return at === -1 || part === "" ? text : text.slice(0, at) + instead + text.slice(at + part.length);
}

/** A pattern that is sure to end: characters and classes, at most one of them repeated. */
function boundedPattern(pattern: string): RegExp | undefined {
  const simple = /^(?:\\[sdwSDW.|,;/-]|\[(?:[^\]\\[]|\\.)+\]|[^\\[\](){}.*+?|^$])+[+*]?$/u;
  if (!simple.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Klaviyo shows a grey picture of its own instead of none; its address is not known here. */
function missingImage(value: Value, use: FilterUse): Value {
  if (isTrue(value)) return value;
  use.warn("filter_not_shown", "There is no picture: Klaviyo puts a placeholder of its own, which is not shown here.");
  return "";
}
