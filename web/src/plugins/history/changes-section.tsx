import { List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { PluginChanges } from "../../api/api-types.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { PagePending } from "../../shell/page-states.tsx";
import { formatTime } from "../../texts/format.ts";
import { texts } from "../../texts/texts.ts";
import type { FieldName } from "../form/draft.ts";
import { LABELS } from "../form/labels.ts";
import { showValue } from "../merge/show-value.ts";
import { changesQuery } from "../queries.ts";
import { authorName } from "./author-name.ts";
import { differingParts } from "./differing-parts.ts";

const words = texts.plugins.changes;

type Change = PluginChanges["changes"][number];

/** Who changed what of the plugin, and when; newest first. */
export function ChangesSection({ plugin }: { readonly plugin: string }) {
  const { data, error, isPending, refetch } = useQuery(changesQuery(plugin));
  return (
    <Stack gap="lg">
      <Title order={2} size="h4">
        {words.heading}
      </Title>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {isPending && <PagePending />}
      {data?.length === 0 && <Text size="sm">{words.none}</Text>}
      {data?.map((change) => (
        <OneChange key={change.version} change={change} />
      ))}
    </Stack>
  );
}

function OneChange({ change: { version, changedAt, author, fields } }: { readonly change: Change }) {
  return (
    <section aria-label={formatTime(changedAt)}>
      <Text size="sm" fw={600}>
        {words.line(authorName(author), formatTime(changedAt))}
      </Text>
      <List size="sm">
        {fields.length === 0 && <List.Item>{version === 1 ? words.added : words.same}</List.Item>}
        {fields.map((change) => (
          <List.Item key={change.field}>{sentenceOf(change)}</List.Item>
        ))}
      </List>
    </section>
  );
}

function sentenceOf({ field, before, after }: Change["fields"][number]): string {
  const label = LABELS[field] ?? field;
  if (field === "privateKey") return words.key(label);
  const [was, is] = differingParts(before, after);
  return words.field(label, showValue(field as FieldName, was), showValue(field as FieldName, is));
}
