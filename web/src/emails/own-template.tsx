import { Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { texts } from "../texts/texts.ts";

const words = texts.emails.own;

export interface OwnTemplate {
  readonly isUsed: boolean;
  readonly subject: string;
  readonly html: string;
}

export const NO_TEMPLATE: OwnTemplate = { isUsed: false, subject: "", html: "" };

interface OwnTemplateFormProps {
  readonly template: OwnTemplate;
  readonly onChange: (template: OwnTemplate) => void;
}

/** Where a merchant pastes a template of their own. */
export function OwnTemplateForm({ template, onChange }: OwnTemplateFormProps) {
  return (
    <Stack gap="sm">
      <Text size="sm">{words.explain}</Text>
      <Switch
        label={words.use}
        checked={template.isUsed}
        onChange={({ currentTarget }) => onChange({ ...template, isUsed: currentTarget.checked })}
      />
      <TextInput
        label={words.subject}
        value={template.subject}
        onChange={({ currentTarget }) => onChange({ ...template, isUsed: true, subject: currentTarget.value })}
      />
      <Textarea
        label={words.html}
        autosize
        minRows={12}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: "monospace" } }}
        value={template.html}
        onChange={({ currentTarget }) => onChange({ ...template, isUsed: true, html: currentTarget.value })}
      />
    </Stack>
  );
}
