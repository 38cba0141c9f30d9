/**
 * Languages of countries that have several, the most spoken first. Other countries have the one of CLDR's likely
 * subtags, which Intl knows.
 */
const LANGUAGES_OF_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  BE: ["nl", "fr", "de"],
  BY: ["be", "ru"],
  CA: ["en", "fr"],
  CH: ["de", "fr", "it"],
  CY: ["el", "tr"],
  ES: ["es", "ca", "eu", "gl"],
  FI: ["fi", "sv"],
  HK: ["zh", "en"],
  IE: ["en", "ga"],
  IL: ["he", "ar"],
  IN: ["hi", "en"],
  IT: ["it", "de"],
  KZ: ["kk", "ru"],
  LU: ["fr", "de"],
  MT: ["mt", "en"],
  PH: ["tl", "en"],
  SG: ["en", "zh"],
  US: ["en", "es"],
  ZA: ["en", "af"],
};

/** Norwegian is written both ways: shops say `no` or `nb`. */
const SAME_LANGUAGE: Readonly<Record<string, string>> = { no: "nb", nb: "no" };

const DEFAULT_LANGUAGE = "en";

export interface LanguageHints {
  readonly deliveryCountry: string | undefined;
  /** BCP 47, `sv` or `sv-SE`. */
  readonly siteLanguage: string | undefined;
}

export interface LanguageSettings {
  readonly languageFrom: "delivery_country" | "site_language";
  /** The shop's languages, two letters; empty = any. */
  readonly languages: readonly string[];
}

/**
 * The customer's language, two letters. By delivery country: the country's language; of several the site's, if it is one
 * of them, else the first that the shop has. By site: the site's, else the country's. What the shop does not have falls
 * back to the other hint, and then to the shop's first language.
 */
export function chooseLanguage(hints: LanguageHints, { languageFrom, languages }: LanguageSettings): string {
  const site = hints.siteLanguage === undefined ? [] : [twoLetters(hints.siteLanguage)];
  const country = hints.deliveryCountry === undefined ? [] : languagesOf(hints.deliveryCountry);
  const ofCountry = [...country.filter((language) => isAmong(site, language)), ...country];
  const wanted = languageFrom === "site_language" ? [...site, ...ofCountry] : [...ofCountry, ...site];
  if (languages.length === 0) return wanted.find((language) => language.length === 2) ?? DEFAULT_LANGUAGE;
  for (const language of wanted) {
    const spoken = languages.find((ours) => isSame(ours, language));
    if (spoken) return spoken;
  }
  return languages[0] ?? DEFAULT_LANGUAGE;
}

/** `sv-SE`: the language as it is spoken in the country of delivery. */
export function localeOf(language: string, deliveryCountry: string | undefined): string {
  return deliveryCountry === undefined ? language : `${language}-${deliveryCountry}`;
}

function twoLetters(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? "").toLowerCase();
}

function isSame(one: string, other: string): boolean {
  return one === other || SAME_LANGUAGE[one] === other;
}

function isAmong(languages: readonly string[], language: string): boolean {
  return languages.some((other) => isSame(other, language));
}

const likelyLanguages = new Map<string, readonly string[]>();

function languagesOf(country: string): readonly string[] {
  let languages = LANGUAGES_OF_COUNTRY[country] ?? likelyLanguages.get(country);
  if (!languages) {
    languages = [new Intl.Locale(`und-${country}`).maximize().language].filter((language) => language !== "und");
    likelyLanguages.set(country, languages);
  }
  return languages;
}
