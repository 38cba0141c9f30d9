import { describe, expect, test } from "vitest";
import { chooseLanguage, localeOf } from "./language.ts";

type Case = [country: string | undefined, site: string | undefined, ours: string[], expected: string];

describe("from the delivery country", () => {
  const cases: Case[] = [
    ["SE", "en", [], "sv"],
    ["DE", undefined, [], "de"],
    ["BR", undefined, [], "pt"],
    ["AX", undefined, [], "sv"],
    ["BE", undefined, [], "nl"],
    ["BE", "fr", [], "fr"],
    ["BE", "fr-BE", ["nl", "fr"], "fr"],
    ["BE", undefined, ["fr", "en"], "fr"],
    ["CH", "it_CH", [], "it"],
    ["CH", "en", ["fr", "en"], "fr"],
    ["CA", "fr", [], "fr"],
    ["CA", undefined, [], "en"],
    ["FI", "sv", ["fi", "sv"], "sv"],
    ["FI", "en", ["en", "sv"], "sv"],
    ["NO", undefined, [], "nb"],
    ["NO", undefined, ["sv", "no"], "no"],
    ["PL", "de", ["en", "de"], "de"],
    ["PL", undefined, ["en", "de"], "en"],
    ["PH", undefined, [], "tl"],
    [undefined, "sv-SE", [], "sv"],
    [undefined, undefined, [], "en"],
    [undefined, undefined, ["sv"], "sv"],
  ];
  test.each(cases)("%s, site %s, shop speaks %j: %s", (deliveryCountry, siteLanguage, languages, expected) => {
    const settings = { languageFrom: "delivery_country", languages } as const;
    expect(chooseLanguage({ deliveryCountry, siteLanguage }, settings)).toBe(expected);
  });
});

describe("from the site", () => {
  const cases: Case[] = [
    ["SE", "en", [], "en"],
    ["SE", "EN_gb", [], "en"],
    ["SE", undefined, [], "sv"],
    ["SE", "pl", ["en", "sv"], "sv"],
    ["PL", "pl", ["en", "sv"], "en"],
    ["NO", "no", ["nb"], "nb"],
  ];
  test.each(cases)("%s, site %s, shop speaks %j: %s", (deliveryCountry, siteLanguage, languages, expected) => {
    const settings = { languageFrom: "site_language", languages } as const;
    expect(chooseLanguage({ deliveryCountry, siteLanguage }, settings)).toBe(expected);
  });
});

test("every country of ISO 3166 that Intl knows has a two-letter language", () => {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const countries = letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => names.of(code));
  expect(countries.length).toBeGreaterThan(240);
  for (const deliveryCountry of countries) {
    const settings = { languageFrom: "delivery_country", languages: [] } as const;
    expect(chooseLanguage({ deliveryCountry, siteLanguage: undefined }, settings)).toMatch(/^[a-z]{2}$/);
  }
});

test("the locale is the language as spoken where the goods go", () => {
  expect(localeOf("sv", "SE")).toBe("sv-SE");
  expect(localeOf("sv", undefined)).toBe("sv");
});
