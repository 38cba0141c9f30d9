/** Names of currencies and countries in the browser's own words. */
const LANGUAGE = "en";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const currencies = new Intl.DisplayNames(LANGUAGE, { type: "currency" });
const regions = new Intl.DisplayNames(LANGUAGE, { type: "region" });

export function currencyName(code: string): string {
  return named(currencies, code);
}

export function countryName(code: string): string {
  return named(regions, code);
}

export function currencyChoices(): Choice[] {
  return Intl.supportedValuesOf("currency").map((value) => ({ value, label: `${value} – ${currencyName(value)}` }));
}

/** With the current one, which an older browser may not list. */
export function timeZoneChoices(current: string): string[] {
  return [...new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")])];
}

/** What is no code has no name; then the text itself is shown. */
function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
