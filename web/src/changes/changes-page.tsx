import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { AdminChanges, Plugin } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { AllChangesLink } from "../plugins/history/all-changes-link.tsx";
import { pluginsQuery } from "../plugins/queries.ts";
import { Page } from "../shell/page.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";
import { ChangeEntry } from "./change-entry.tsx";
import { allChangesQuery } from "./queries.ts";

const words = texts.changes;
const route = getRouteApi("/shell/changes");

/** Who did what to the service, newest first. */
export function ChangesPage() {
  const { plugin } = route.useSearch();
  const navigate = route.useNavigate();
  const plugins = useQuery(pluginsQuery).data ?? [];
  const found = useInfiniteQuery(allChangesQuery(plugin));
  const changes = found.data?.pages.flatMap((page) => page.changes);
  return (
    <Page title={words.title}>
      <Text>{words.intro}</Text>
      <NativeSelect
        label={words.ofPlugin}
        value={plugin ?? ""}
        data={[{ value: "", label: words.allPlugins }, ...plugins.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: value === "" ? {} : { plugin: value }, replace: true })
        }
        maw="20rem"
      />
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <PagePending />}
      {changes?.length === 0 && <Text>{words.none}</Text>}
      <Stack gap="lg">
        {changes?.map((change) => (
          <ChangeEntry key={change.id} change={change}>
            <OfPlugin change={change} plugins={plugins} />
          </ChangeEntry>
        ))}
      </Stack>
      {found.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {words.older}
        </Button>
      )}
    </Page>
  );
}

interface OfPluginProps {
  readonly change: AdminChanges["changes"][number];
  readonly plugins: readonly Plugin[];
}

/** The plugin that it was done to, with the way to what is told of it field by field. */
function OfPlugin({ change: { plugin }, plugins }: OfPluginProps) {
  if (plugin === null) return null;
  const found = plugins.find(({ id }) => id === plugin);
  if (found === undefined) return `(${plugin})`;
  return (
    <>
      (<AllChangesLink plugin={plugin}>{found.name}</AllChangesLink>)
    </>
  );
}
