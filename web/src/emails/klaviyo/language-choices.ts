import { texts } from "../../texts/texts.ts";
import { languageName } from "../language-name.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const known = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Norwegian, whose mails are those in Bokmål: it would stand in the list a second time. */
const SECOND_NAME = "no";

/** Every code of two letters that the browser has a name for, which is how the service tells languages from nonsense. */
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => code !== SECOND_NAME && known.of(code) !== undefined,
);

/** For a select, by name: first the languages that there are mails for, then all others. Pure. */
export function languageChoices(written: readonly string[]) {
  const others = CODES.filter((code) => !written.includes(code));
  return [
    { group: texts.mailsInKlaviyo.languagesWritten, items: byName(written) },
    { group: texts.mailsInKlaviyo.languagesOther, items: byName(others) },
  ].filter(({ items }) => items.length > 0);
}

function byName(codes: readonly string[]) {
  return codes
    .map((code) => ({ value: code, label: `${languageName(code)} (${code})` }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}
