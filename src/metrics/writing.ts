import { moneyWriter, type WriteMoney } from "./written-money.ts";

/** How a customer writes money, dates and countries, and counts things: by their language, as it is written in their country. */
export interface Writing {
  /** `1 234,50 kr` */
  readonly money: WriteMoney;
  /** The day of a time as the shop's clock shows it (`YYYY-MM-DD HH:mm:ss`): `23 november 2026`. */
  readonly date: (shopTime: string) => string;
  /** A country by its code (ISO 3166-1 alpha-2): `Sverige`. */
  readonly country: (code: string) => string;
  /** Which plural form the language has for a count: zero, one, two, few, many or other (CLDR). */
  readonly plural: (count: number) => Intl.LDMLPluralRule;
}

const REMEMBERED_WRITINGS = 1000;
const REMEMBERED_VALUES = 2000;
const KNOWN_LOCALE = "en";

const writings = new Map<string, Writing>();

/** `locale` is BCP 47, for example `sv-SE`; a language that Intl does not know is written as English. Pure: it only remembers. */
export function writingOf(locale: string, currency: string): Writing {
  const key = `${locale} ${currency}`;
  let writing = writings.get(key);
  if (!writing) {
    const countries = new Intl.DisplayNames([locale, KNOWN_LOCALE], { type: "region" });
    const rules = new Intl.PluralRules([locale, KNOWN_LOCALE]);
    writing = {
      money: moneyWriter(locale, currency),
      date: dateWriter(locale),
      country: remember((code: string) => countries.of(code) ?? code),
      plural: remember((count: number) => rules.select(count)),
    };
    if (writings.size >= REMEMBERED_WRITINGS) writings.clear();
    writings.set(key, writing);
  }
  return writing;
}

/** Days of the common calendar, also where another one is usual. */
function dateWriter(locale: string): Writing["date"] {
  const format = new Intl.DateTimeFormat([locale, KNOWN_LOCALE], {
    dateStyle: "long",
    timeZone: "UTC",
    calendar: "gregory",
  });
  const isFrench = locale.split("-")[0] === "fr";
  const write = (day: string) => format.format(Date.parse(`${day}T00:00:00Z`));
  // Of a month the first alone is an ordinal in French, which CLDR has no pattern for.
  const writeDay = remember((day: string) => (isFrench ? write(day).replace(/^1(?= )/, "1er") : write(day)));
  return (shopTime) => writeDay(shopTime.slice(0, "YYYY-MM-DD".length));
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      if (made.size >= REMEMBERED_VALUES) made.clear();
      made.set(key, value);
    }
    return value;
  };
}
