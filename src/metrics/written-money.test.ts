import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyDigits } from "../commerce/money.ts";
import { formatMinor } from "./exact-amounts.ts";
import { moneyWriter } from "./written-money.ts";

const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  ["sv-SE", "SEK", 123450, "1 234,50 kr"],
  ["sv-SE", "SEK", -123450, "−1 234,50 kr"],
  ["en-GB", "GBP", 123450, "£1,234.50"],
  ["en-US", "USD", 123450, "$1,234.50"],
  ["en-SE", "SEK", 123450, "1 234,50 kr"],
  ["de-DE", "EUR", 123450, "1.234,50 €"],
  ["de-AT", "EUR", 123450, "€ 1.234,50"],
  ["de-CH", "CHF", 123450, "CHF 1'234.50"],
  ["fr-FR", "EUR", 123450, "1 234,50 €"],
  ["nb-NO", "NOK", 123450, "1 234,50 kr"],
  ["no-NO", "NOK", 123450, "1 234,50 kr"],
  ["da-DK", "DKK", 123450, "1.234,50 kr."],
  ["fi-FI", "EUR", 123450, "1 234,50 €"],
  ["nl-NL", "EUR", -123450, "€ -1.234,50"],
  ["pl-PL", "PLN", 123450, "1234,50 zł"],
  ["pl-PL", "PLN", 1234550, "12 345,50 zł"],
  ["es-ES", "EUR", 123450, "1234,50 €"],
  ["it-IT", "EUR", 0, "0,00 €"],
  ["ja-JP", "JPY", 1234, "￥1,234"],
  ["hu-HU", "HUF", 123400, "1234 Ft"],
  ["hu-HU", "HUF", 123450, "1234,50 Ft"],
  ["en-IN", "INR", 1234567890, "₹1,23,45,678.90"],
  ["en-KW", "KWD", 1234500, "KWD 1,234.500"],
  ["zz-ZZ", "EUR", 123450, "€1,234.50"],
])("%s writes %s %d as %s", (locale, currency, minor, expected) => {
  expect(plainSpaces(moneyWriter(locale, currency)(minor))).toBe(expected);
});

describe("amounts are written as Intl writes them", () => {
  const languages = ["en", "sv", "de", "fr", "nb", "no", "da", "fi", "nl", "pl", "es", "it", "pt", "ar", "hi", "ja"];
  const countries = ["SE", "DE", "AT", "CH", "GB", "US", "NO", "DK", "FI", "NL", "BE", "PL", "ES", "IT", "IN", "EG"];
  const currencies = ["SEK", "EUR", "GBP", "USD", "NOK", "DKK", "PLN", "CHF", "JPY", "KWD", "CLF"];
  const anyOf = (values: readonly string[]) => fc.constantFrom(...values);

  test("in any locale and currency, up to the largest amount", () => {
    fc.assert(
      fc.property(
        fc.tuple(anyOf(languages), anyOf(countries), anyOf(currencies)),
        fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000_000, max: 10_000_000 })),
        ([language, country, currency], minor) => {
          const locale = `${language}-${country}`;
          const digits = currencyDigits(currency);
          const intl = new Intl.NumberFormat([locale, "en"], {
            style: "currency",
            currency,
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          });
          const expected = intl.format(formatMinor(minor, digits) as Intl.StringNumericLiteral);
          expect(moneyWriter(locale, currency)(minor)).toBe(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
