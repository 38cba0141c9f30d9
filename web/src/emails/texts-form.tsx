import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMay } from "../account/use-me.ts";
import type { EmailTexts } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import classes from "./emails.module.css";
import type { MailChoice } from "./mail-choice.ts";
import type { DraftTexts } from "./use-preview.ts";

const words = texts.emails.texts;

interface TextsFormProps {
  readonly mail: MailChoice;
  readonly stored: EmailTexts["texts"];
  readonly draft: DraftTexts;
  readonly onDraft: (draft: DraftTexts) => void;
  /** What the preview said of the draft, to show at the fields. */
  readonly problem: unknown;
}

/** The mail's texts, in the order in which it shows them; what differs from the standard text can be taken back. */
export function TextsForm({ mail, stored, draft, onDraft, problem }: TextsFormProps) {
  const queries = useQueryClient();
  const mayChange = useMay("editor");
  const { plugin, metric, language } = mail;
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT("/v1/admin/plugins/{plugin}/emails/texts", {
          params: { path: { plugin } },
          body: { metric, language, texts: draft },
        }),
      ),
    onSuccess: async () => {
      notifications.show({ message: words.saved });
      await queries.invalidateQueries({ queryKey: ["email-texts", plugin, metric, language] });
      await queries.invalidateQueries({ queryKey: ["email-preview"] });
      onDraft({});
    },
  });
  const errors = { ...fieldErrorsOf(problem), ...fieldErrorsOf(save.error) };
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault();
    save.mutate();
  };
  const isChanged = Object.keys(draft).length > 0;
  return (
    <Stack component="form" gap="md" onSubmit={submit}>
      <Text size="sm">
        {words.explain} {words.klaviyo}
      </Text>
      {save.isError && <ProblemNotice problem={save.error} hidesFaults />}
      {stored.map(({ key, standard, own }) => {
        const changed = draft[key];
        const value = changed === null ? standard : (changed ?? own ?? standard);
        return (
          <Textarea
            key={key}
            label={labelOf(key)}
            autosize
            minRows={1}
            value={value}
            error={errors[`texts.${key}`]}
            description={placeholdersIn(standard)}
            onChange={({ currentTarget }) => onDraft(withText(draft, { key, standard, own }, currentTarget.value))}
            rightSection={
              value === standard ? null : (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={words.reset(labelOf(key))}
                  onClick={() => onDraft(withText(draft, { key, standard, own }, standard))}
                >
                  {words.resetShort}
                </Button>
              )
            }
            rightSectionWidth={value === standard ? undefined : 110}
          />
        );
      })}
      {mayChange && (
        <Group className={classes.save}>
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {words.save}
          </Button>
          <Button variant="default" disabled={!isChanged} onClick={() => onDraft({})}>
            {words.discard}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** A draft holds what differs from what is stored; null takes the standard text back. */
function withText(draft: DraftTexts, { key, standard, own }: EmailTexts["texts"][number], value: string): DraftTexts {
  const { [key]: _before, ...others } = draft;
  if (value === (own ?? standard)) return others;
  return { ...others, [key]: value === standard ? null : value };
}

function placeholdersIn(text: string): string | undefined {
  const names = [...text.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => `{${name}}`);
  return names.length === 0 ? undefined : words.placeholders([...new Set(names)].join(", "));
}

/** `placedOrder.moreItems` as "Placed order: more items". */
function labelOf(key: string): string {
  const [group = "", name = ""] = key
    .split(".")
    .map((part) => part.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return `${group.slice(0, 1).toUpperCase()}${group.slice(1)}: ${name}`;
}
