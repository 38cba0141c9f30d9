import type { MetricName } from "./metric-event.ts";

/** The settings of a store plugin that shape what a metric says. */
export interface MappingSettings {
  /** ISO 4217; every amount without `InCustomerCurrency` and every value is in it. */
  readonly baseCurrency: string;
  readonly languageFrom: "delivery_country" | "site_language";
  /** The shop's languages, two letters, the first is the fall-back. Empty = any language. */
  readonly languages: readonly string[];
  /** Yes: the product's name alone. No: product and variant name. */
  readonly shortProductName: boolean;
  /** Name of the image size to send; empty = the first that a line has. */
  readonly imageSize: string;
  /** With `{selection}` as the placeholder for the selection's id; empty = none. */
  readonly cartLink: string;
  /** IANA zone of `ShippingDate`, `Date` and `DueDate`. */
  readonly timeZone: string;
  /** Empty = all. */
  readonly restrictPricelists: readonly string[];
  /** Empty = all. */
  readonly restrictMarkets: readonly string[];
  /** ISO 3166-1 alpha-2. Empty = all. */
  readonly restrictCountries: readonly string[];
  readonly disabledMetrics: readonly MetricName[];
  /** Currency → how many units of the base currency one unit of it is, as a decimal string; for orders whose own rate leads elsewhere. */
  readonly exchangeRates: Readonly<Record<string, string>>;
}
