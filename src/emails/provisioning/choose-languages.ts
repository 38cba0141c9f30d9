import { EMAIL_LANGUAGES, type EmailLanguage, emailLanguageOf } from "../texts/texts.ts";

export interface ChosenLanguages {
  /** The first is for everybody who speaks none of the others. */
  readonly languages: readonly EmailLanguage[];
  /** Languages of the shop that no mail is written in. */
  readonly unwritten: readonly string[];
}

/** Those asked for, else the plugin's own, else all that mails are written in; English when none of them is. */
export function chooseLanguages(asked: readonly string[], ofPlugin: readonly string[]): ChosenLanguages {
  const wanted = asked.length > 0 ? asked : ofPlugin.length > 0 ? ofPlugin : EMAIL_LANGUAGES;
  const written = wanted.flatMap((language) => emailLanguageOf(language) ?? []);
  const unwritten = wanted.filter((language) => emailLanguageOf(language) === undefined);
  return { languages: written.length > 0 ? [...new Set(written)] : ["en"], unwritten };
}

/** What a customer's `Language` may say for it: shops say `no` or `nb` for Norwegian. */
export function spellingsOf(language: string): readonly string[] {
  return language === "nb" ? ["nb", "no"] : [language];
}
