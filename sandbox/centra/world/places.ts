/** How a country's tax stands in the prices of a shop. */
export type TaxRegime =
  /** VAT is in the price. */
  | "included"
  /** Sales tax comes on top of the price. */
  | "added"
  /** The price list has VAT in it, which an export is spared. */
  | "deducted";

export interface Country {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly isEU: boolean;
  readonly taxRegime: TaxRegime;
  readonly taxPercent: number;
  readonly states: readonly {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly taxPercent: number;
  }[];
}

export interface Currency {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** Units of the base currency for one unit; decimal text. */
  readonly rate: string;
  readonly digits: number;
}

export const BASE_CURRENCY = "SEK";

export const CURRENCIES: readonly Currency[] = [
  { id: 1, code: "EUR", name: "Euro", rate: "10.6453", digits: 2 },
  { id: 2, code: "GBP", name: "Pound sterling", rate: "11.61479", digits: 2 },
  { id: 3, code: "SEK", name: "Swedish krona", rate: "1", digits: 2 },
  { id: 4, code: "USD", name: "US dollar", rate: "9.18707", digits: 2 },
  { id: 5, code: "JPY", name: "Japanese yen", rate: "0.06237", digits: 0 },
  { id: 6, code: "KWD", name: "Kuwaiti dinar", rate: "30.0512", digits: 3 },
];

export const LANGUAGES = [
  { id: 1, name: "Swedish", languageCode: "sv", countryCode: "SE" },
  { id: 2, name: "English", languageCode: "en", countryCode: "GB" },
  { id: 5, name: "German", languageCode: "de", countryCode: "DE" },
  { id: 6, name: "Japanese", languageCode: "ja", countryCode: "JP" },
] as const;

const US_STATES = [
  { id: 61, code: "CA", name: "California", taxPercent: 7.25 },
  { id: 62, code: "NY", name: "New York", taxPercent: 8.875 },
  { id: 63, code: "OR", name: "Oregon", taxPercent: 0 },
];

export const COUNTRIES: readonly Country[] = [
  { id: 6, code: "SE", name: "Sweden", isEU: true, taxRegime: "included", taxPercent: 25, states: [] },
  { id: 7, code: "DE", name: "Germany", isEU: true, taxRegime: "included", taxPercent: 19, states: [] },
  { id: 8, code: "FI", name: "Finland", isEU: true, taxRegime: "included", taxPercent: 25.5, states: [] },
  { id: 9, code: "GB", name: "United Kingdom", isEU: false, taxRegime: "included", taxPercent: 20, states: [] },
  { id: 10, code: "CH", name: "Switzerland", isEU: false, taxRegime: "deducted", taxPercent: 25, states: [] },
  { id: 11, code: "US", name: "United States", isEU: false, taxRegime: "added", taxPercent: 0, states: US_STATES },
  { id: 12, code: "JP", name: "Japan", isEU: false, taxRegime: "included", taxPercent: 10, states: [] },
  { id: 13, code: "KW", name: "Kuwait", isEU: false, taxRegime: "deducted", taxPercent: 25, states: [] },
];

export const STORES = [
  { id: 1, name: "Lindeborg" },
  { id: 2, name: "Lindeborg Outlet" },
] as const;

export const MARKETS = [
  { id: 1, name: "Sweden" },
  { id: 2, name: "Europe" },
  { id: 3, name: "United Kingdom" },
  { id: 4, name: "Americas" },
  { id: 5, name: "Asia" },
] as const;

export const PRICELISTS = [
  { id: 19, name: "Sweden SEK", currency: "SEK" },
  { id: 20, name: "Europe EUR", currency: "EUR" },
  { id: 21, name: "United Kingdom GBP", currency: "GBP" },
  { id: 22, name: "Americas USD", currency: "USD" },
  { id: 23, name: "Japan JPY", currency: "JPY" },
  { id: 24, name: "Kuwait KWD", currency: "KWD" },
] as const;

export const SHIPPING_OPTIONS = [
  { id: 1, name: "Standard", uri: "standard" },
  { id: 2, name: "Express", uri: "express" },
  { id: 3, name: "E-mail", uri: "e-mail" },
] as const;

export const PAYMENT_METHODS = [
  { id: 1, name: "Klarna", uri: "klarna", plugin: "klarna_payments" },
  { id: 2, name: "Adyen Drop-in", uri: "adyen", plugin: "adyen_dropin" },
  { id: 3, name: "Invoice", uri: "invoice", plugin: null },
] as const;

export function currencyOf(code: string): Currency {
  return found(CURRENCIES, (currency) => currency.code === code, `currency ${code}`);
}

export function countryOf(code: string): Country {
  return found(COUNTRIES, (country) => country.code === code, `country ${code}`);
}

/** Throws when the world has no such thing. */
export function found<Thing>(things: readonly Thing[], is: (thing: Thing) => boolean, what: string): Thing {
  const thing = things.find(is);
  if (thing === undefined) throw new Error(`The sandbox's shop has no ${what}.`);
  return thing;
}
