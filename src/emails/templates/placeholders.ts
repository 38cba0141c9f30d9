/** What stands for a placeholder of a text, in Klaviyo's template language. */
const EXPRESSIONS = {
  name: "{{ person.first_name }}",
  order: "{{ event.OrderId }}",
  total: "{{ event.GrossPaidPriceInCustomerCurrencyFormatted }}",
  tax: "{{ event.TaxAmountInCustomerCurrencyFormatted }}",
  value: "{{ event.ValueInCustomerCurrencyFormatted }}",
  dueDate: "{{ event.DueDateFormatted }}",
} as const;

/** What is counted, and the property with the plural form that the customer's language has for the count. */
const COUNTS = {
  pieces: { count: "event.PieceCount", form: "event.PieceCountPlural" },
  parcels: { count: "event.PackagesAmount", form: "event.PackagesAmountPlural" },
} as const;

/** Tags of Klaviyo's language, plurals `{pieces, plural, one {# item} other {# items}}`, placeholders `{order}`. */
const MARKS = /(\{\{.*?\}\}|\{%.*?%\})|\{(\w+), plural,((?:\s*\w+ \{[^{}]*\})+)\s*\}|\{(\w+)\}/gs;
const FORM = /(\w+) \{([^{}]*)\}/g;

export interface TextContext {
  readonly shopName: string;
  /** How words are written: as HTML, or as they are. Tags of Klaviyo's language are left alone. */
  readonly write: (words: string) => string;
}

/** A text with its placeholders replaced. Throws TextFaultyError for a placeholder that there is not. */
export function fillText(text: string, { shopName, write }: TextContext): string {
  let filled = "";
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, tag, counted, forms, name] = match;
    filled += write(text.slice(end, match.index));
    end = match.index + whole.length;
    if (tag !== undefined) filled += tag;
    else if (counted !== undefined) filled += pluralOf(counted, forms ?? "", write);
    else filled += name === "shop" ? shopName : expressionOf(name ?? "");
  }
  return filled + write(text.slice(end));
}

function expressionOf(name: string): string {
  if (!isKey(EXPRESSIONS, name)) throw new TextFaultyError(`{${name}} is no placeholder.`);
  return EXPRESSIONS[name];
}

function pluralOf(counted: string, forms: string, write: TextContext["write"]): string {
  if (!isKey(COUNTS, counted)) throw new TextFaultyError(`{${counted}, plural, …}: nothing of that name is counted.`);
  const { count, form } = COUNTS[counted];
  const wordings = [...forms.matchAll(FORM)].map(([, name = "", words = ""]) => {
    return { name, words: write(words).replaceAll("#", `{{ ${count} }}`) };
  });
  const other = wordings.find(({ name }) => name === "other");
  if (!other) throw new TextFaultyError(`{${counted}, plural, …} lacks the form "other".`);
  const branches = wordings.filter((wording) => wording !== other);
  if (branches.length === 0) return other.words;
  const tests = branches.map(
    ({ name, words }, index) => `{% ${index === 0 ? "if" : "elif"} ${form} == "${name}" %}${words}`,
  );
  return `${tests.join("")}{% else %}${other.words}{% endif %}`;
}

/** The placeholders of a text, sorted: what translations of it must have, too. */
export function placeholdersOf(text: string): string[] {
  const names = [...text.matchAll(MARKS)].flatMap(([, , counted, , name]) => counted ?? name ?? []);
  return [...new Set(names)].sort();
}

/** The plural forms that a text tells apart, by what it counts. */
export function pluralFormsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const plurals = [...text.matchAll(MARKS)].filter(([, , counted]) => counted !== undefined);
  return new Map(
    plurals.map(([, , counted = "", forms = ""]) => [counted, [...forms.matchAll(FORM)].map(([, name = ""]) => name)]),
  );
}

function isKey<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}

/** A text of a mail cannot be made part of a template. */
export class TextFaultyError extends Error {
  readonly code = "email_text_faulty";
}
