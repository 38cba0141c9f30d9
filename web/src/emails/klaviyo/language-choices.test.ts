import { expect, test } from "vitest";
import { EMAIL_LANGUAGES } from "../../../../src/emails/texts/texts.ts";
import { isLanguageCode } from "../../../../src/plugins/codes.ts";
import { languageChoices } from "./language-choices.ts";

test("languages with mails come first, by name, and the service takes every one that is offered", () => {
  const [written, others] = languageChoices(EMAIL_LANGUAGES);
  expect(written?.items.map(({ value }) => value).toSorted()).toEqual([...EMAIL_LANGUAGES].toSorted());
  expect(written?.items[0]?.label).toBe("Danish (da)");
  expect(others?.items).toContainEqual({ value: "cs", label: "Czech (cs)" });
  const offered = [...(written?.items ?? []), ...(others?.items ?? [])].map(({ value }) => value);
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered.filter((code) => !isLanguageCode(code))).toEqual([]);
});

test("until it is known which mails there are, all languages are one group", () => {
  expect(languageChoices([])).toHaveLength(1);
});
