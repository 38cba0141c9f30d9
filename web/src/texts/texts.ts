import { en } from "./en/en.ts";

/** A language's texts: the same names and the same parameters as English, whatever the words. */
type Wording<Text> = Text extends string
  ? string
  : Text extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { readonly [Name in keyof Text]: Wording<Text[Name]> };

export type Texts = Wording<typeof en>;

const LANGUAGES: Readonly<Record<string, Texts>> = { en };

/** Every text of the web app, in the browser's language where there is one. */
export const texts: Texts =
  navigator.languages.map((language) => LANGUAGES[language.split("-")[0] ?? ""]).find((found) => found !== undefined) ??
  en;
