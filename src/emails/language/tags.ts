/** How a tag that stands alone is written. */
export interface TagShape {
  readonly min: number;
  readonly max: number;
  /** Takes `as name`. */
  readonly as?: boolean;
  /** Names that may stand as `name=value`. */
  readonly named?: readonly string[];
  /** It works in Klaviyo, but what it prints is known to Klaviyo alone: a preview shows a stand-in. */
  readonly standIn?: boolean;
}

/** Tags without an end tag: Django's and Klaviyo's (help.klaviyo.com: message personalization reference). */
export const SIMPLE_TAGS: Readonly<Record<string, TagShape>> = {
  now: { min: 1, max: 1, as: true },
  firstof: { min: 1, max: 100, as: true },
  widthratio: { min: 3, max: 3, as: true },
  templatetag: { min: 1, max: 1 },
  unsubscribe: { min: 0, max: 1 },
  unsubscribe_link: { min: 0, max: 0 },
  manage_preferences: { min: 0, max: 1 },
  manage_preferences_link: { min: 0, max: 0 },
  web_view: { min: 0, max: 1 },
  web_view_link: { min: 0, max: 0 },
  current_day: { min: 0, max: 0 },
  current_month: { min: 0, max: 0 },
  current_year: { min: 0, max: 0 },
  current_weekday: { min: 0, max: 0 },
  current_month_name: { min: 0, max: 0 },
  today: { min: 1, max: 1, as: true },
  currency_format: { min: 1, max: 1 },
  has_category: { min: 2, max: 2, as: true },
  render_variable: { min: 1, max: 1 },
  coupon_code: { min: 1, max: 1, named: ["cut"], standIn: true },
  barcode: { min: 1, max: 1, named: ["width", "height", "mode", "type"], standIn: true },
  update_property_link: { min: 2, max: 3, standIn: true },
};

/** Tags with an end tag that are read elsewhere, for the sentence about an end without a beginning. */
export const BLOCK_TAGS = [
  ...["if", "for", "with", "comment", "verbatim", "spaceless", "autoescape", "ifchanged"],
  ...["catalog", "customobject", "customobjects"],
];

/** What to write instead of tags that people bring along from other languages. */
const INSTEAD: Readonly<Record<string, string>> = {
  elsif: "write elif",
  elseif: "write elif",
  assign: "write {% with name=value %} … {% endwith %}",
  capture: "write {% with name=value %} … {% endwith %}",
  set: "write {% with name=value %} … {% endwith %}",
  unless: "write {% if not … %}",
  raw: "write {% verbatim %} … {% endverbatim %}",
  case: "write {% if … %}{% elif … %}",
  include: "Klaviyo has no includes: use a universal block",
  layout: "Klaviyo has no layouts",
  extends: "Klaviyo has no layouts",
  block: "Klaviyo has no layouts",
  load: "leave it out: Klaviyo has its tags loaded already",
  macro: "Klaviyo has no macros",
};

/** Why a tag is unknown, in one sentence. */
export function unknownTagMessage(name: string): string {
  const instead = INSTEAD[name];
  if (instead !== undefined) return `{% ${name} %} is not in Klaviyo's language: ${instead}.`;
  return `{% ${name} %} is not among the tags that Klaviyo documents, or is not in its place. Check its spelling; if Klaviyo has it, it cannot be shown here.`;
}
