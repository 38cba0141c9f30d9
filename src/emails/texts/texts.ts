import { da } from "./da.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fi } from "./fi.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { nb } from "./nb.ts";
import { nl } from "./nl.ts";
import { pl } from "./pl.ts";
import { sv } from "./sv.ts";

export type TextKey = keyof typeof en;

/** A mail's words in one language. */
export type Texts = Readonly<Record<TextKey, string>>;

/** The languages that mails are written in, two letters; the first is the fall-back. */
export const TEXTS = { en, sv, de, fr, nb, da, fi, nl, pl, es, it } as const satisfies Readonly<Record<string, Texts>>;

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
