import { Button, Group, List, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../shell/dialog.tsx";
import { texts } from "../../texts/texts.ts";
import { type Draft, type FieldName, fieldValue, takeField } from "../form/draft.ts";
import { LABELS } from "../form/labels.ts";
import type { MergeQuestion } from "./merge-drafts.ts";
import { showValue } from "./show-value.ts";

interface MergeDialogProps {
  readonly question: MergeQuestion;
  readonly onAnswer: (draft: Draft) => void;
  readonly onCancel: () => void;
}

/** Asks field by field whose value is to be saved, when two people have changed a plugin at once. */
export function MergeDialog({ question, onAnswer, onCancel }: MergeDialogProps) {
  const { merged, theirs, conflicts, taken } = question;
  const words = texts.plugins.merging;
  const [chosen, setChosen] = useState<Readonly<Partial<Record<FieldName, string>>>>({});
  const isAnswered = conflicts.every(({ field }) => chosen[field] !== undefined);
  const answer = () => {
    const ofTheirs = conflicts.filter(({ field }) => chosen[field] === "theirs");
    onAnswer(ofTheirs.reduce((draft, { field }) => takeField(draft, theirs, field), merged));
  };

  return (
    <Dialog onClose={onCancel} title={words.title} size="lg">
      <Stack gap="md">
        <Text size="sm">{conflicts.length === 0 ? words.apart : words.question}</Text>
        {conflicts.map(({ field, was, mine, theirs: other }) => (
          <Radio.Group
            key={field}
            label={LABELS[field] ?? field}
            description={words.was(showValue(field, was))}
            value={chosen[field] ?? null}
            onChange={(whose) => setChosen({ ...chosen, [field]: whose })}
          >
            <Stack gap={6} mt={6}>
              <Radio value="mine" label={`${words.mine}: ${showValue(field, mine)}`} />
              <Radio value="theirs" label={`${words.theirs}: ${showValue(field, other)}`} />
            </Stack>
          </Radio.Group>
        ))}
        {taken.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              {words.theirChanges}
            </Text>
            <List size="sm">
              {taken.map((field) => (
                <List.Item key={field}>
                  {words.now(LABELS[field] ?? field, showValue(field, fieldValue(theirs, field)))}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
          <Button onClick={answer} disabled={!isAnswered}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
