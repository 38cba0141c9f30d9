import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { texts } from "../../texts/texts.ts";
import { emailsQuery } from "../queries.ts";
import { languageChoices } from "./language-choices.ts";
import classes from "./language-picker.module.css";

const words = texts.mailsInKlaviyo;

interface LanguagePickerProps {
  /** Two letters each, in the order in which they were chosen. */
  readonly value: readonly string[];
  readonly onChange: (languages: string[]) => void;
}

/** Languages by name, those first that there are mails for; found by typing the beginning of a name, or the two letters. */
export function LanguagePicker({ value, onChange }: LanguagePickerProps) {
  const { data: list } = useQuery(emailsQuery);
  return (
    <MultiSelect
      label={words.languages}
      description={words.languagesHint}
      placeholder={value.length === 0 ? words.languagesOfPlugin : undefined}
      data={languageChoices(list?.languages ?? [])}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ "aria-label": words.languagesClear }}
      nothingFoundMessage={words.languageUnknown}
      withScrollArea={false}
      classNames={{ options: classes.options }}
      w="100%"
      maw="28rem"
    />
  );
}
