import { describe, expect, test } from "vitest";
import { textKeysOf } from "../templates/compose-email.ts";
import { EMAIL_METRICS } from "../templates/email-metrics.ts";
import { placeholdersOf, pluralFormsOf } from "../templates/placeholders.ts";
import { en } from "./en.ts";
import { EMAIL_LANGUAGES, emailLanguageOf, TEXTS, type TextKey } from "./texts.ts";

const keys = Object.keys(en).map((key) => key as TextKey);

test("every text is in a mail, and every mail's texts are there", () => {
  const used = new Set(EMAIL_METRICS.flatMap((metric) => textKeysOf(metric)));
  expect([...used].sort()).toEqual([...keys].sort());
});

describe.each(EMAIL_LANGUAGES)("%s", (language) => {
  const texts = TEXTS[language];

  test("has every text, and no other", () => {
    expect(Object.keys(texts)).toEqual(keys);
    for (const key of keys) expect(texts[key].trim(), key).not.toBe("");
  });

  test("has the placeholders of the English text", () => {
    for (const key of keys) expect(placeholdersOf(texts[key]), key).toEqual(placeholdersOf(en[key]));
  });

  test("has no brackets but those of placeholders", () => {
    for (const key of keys) {
      const words = texts[key].replace(/\{\w+(, plural,(\s*\w+ \{[^{}]*\})+)?\}/g, "x");
      expect(words, key).not.toMatch(/[{}[\]<>]|[ \n]{2}|^[ \n]|[ \n]$/);
    }
  });

  test("tells apart the plural forms that the language has for whole numbers", () => {
    const rules = new Intl.PluralRules(language);
    const forms = new Set(Array.from({ length: 300 }, (_, count) => rules.select(count)));
    for (const key of keys) {
      for (const named of pluralFormsOf(texts[key]).values()) {
        expect(new Set(["other", ...named]), key).toEqual(new Set(["other", ...forms]));
      }
    }
  });

  test("ends no sentence with an amount: Danish kroner have a point of their own", () => {
    for (const key of keys) expect(texts[key], key).not.toMatch(/\{(total|tax|value)\}\./);
  });

  test("is not English", () => {
    const same = keys.filter((key) => language !== "en" && texts[key] === en[key] && en[key].length > 15);
    expect(same).toEqual([]);
  });
});

test.each([
  ["sv", "sv"],
  ["sv-SE", "sv"],
  ["EN_us", "en"],
  ["no", "nb"],
  ["nb-NO", "nb"],
  ["ja", undefined],
  ["", undefined],
  ["constructor", undefined],
])("for a customer of language %s mails are in %s", (language, expected) => {
  expect(emailLanguageOf(language)).toBe(expected);
});
