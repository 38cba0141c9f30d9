import { en } from "./en.ts";
import { sv } from "./sv.ts";

export type TextKey = keyof typeof en;

/** A mail's words in one language. */
export type Texts = Readonly<Record<TextKey, string>>;

/** The languages that mails are written in, two letters; the first is the fall-back. */
export const TEXTS = { en, sv } as const satisfies Readonly<Record<string, Texts>>;

export type EmailLanguage = keyof typeof TEXTS;

export const EMAIL_LANGUAGES = Object.keys(TEXTS).filter(isEmailLanguage);

export function isEmailLanguage(language: string): language is EmailLanguage {
  return Object.hasOwn(TEXTS, language);
}

/** The language of the mails for a customer's: `sv` for `sv-SE`, `nb` for `no`; undefined when there is none. */
export function emailLanguageOf(language: string): EmailLanguage | undefined {
  const [letters = ""] = language.toLowerCase().split(/[-_]/);
  const written = letters === "no" ? "nb" : letters;
  return isEmailLanguage(written) ? written : undefined;
}
