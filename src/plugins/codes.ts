const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/**
 * Codes of two letters that CLDR knows but ISO 3166-1 does not assign: groups of countries, withdrawn and reserved codes, test
 * codes. XK (Kosovo) is user-assigned and stays, since shops deliver there.
 */
const NO_COUNTRIES = new Set(
  "AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH NT QO QU RH SU TA TP UK UN VD XA XB YD YU ZR ZZ".split(" "),
);

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** ISO 4217, in capitals. */
export function isCurrencyCode(code: string): boolean {
  return CURRENCIES.has(code);
}

/** ISO 3166-1 alpha-2, in capitals, and XK. */
export function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRIES.has(code) && countryNames.of(code) !== undefined;
}

/** ISO 639-1, in small letters. */
export function isLanguageCode(code: string): boolean {
  return /^[a-z]{2}$/.test(code) && languageNames.of(code) !== undefined;
}

/** IANA, in the spelling that Intl knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return (
      /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== ""
    );
  } catch {
    return false;
  }
}
