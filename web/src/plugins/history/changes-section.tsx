import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { ChangeEntry } from "../../changes/change-entry.tsx";
import { PagePending } from "../../shell/page-states.tsx";
import { texts } from "../../texts/texts.ts";
import { changesQuery } from "../queries.ts";

/** Who changed what of the plugin, and when; newest first. */
export function ChangesSection({ plugin }: { readonly plugin: string }) {
  const { data, error, isPending, refetch } = useQuery(changesQuery(plugin));
  return (
    <Stack gap="lg">
      <Title order={2} size="h4">
        {texts.plugins.changes.heading}
      </Title>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {isPending && <PagePending />}
      {data?.length === 0 && <Text size="sm">{texts.changes.none}</Text>}
      {data?.map((change) => (
        <ChangeEntry key={`${change.kind} ${change.changedAt} ${change.version ?? change.name}`} change={change} />
      ))}
    </Stack>
  );
}
