import { Badge, Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Plugin } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";
import { type ActivitySearch, toEventQuery } from "./activity-search.ts";
import { EmptyFeed } from "./empty-feed.tsx";
import { EventRow } from "./event-row.tsx";
import classes from "./feed.module.css";
import { firstPageLength, type LoadedEvents, mergeNews } from "./merge-news.ts";
import { eventsQuery } from "./queries.ts";
import { timeZoneOf } from "./time-zone.ts";
import { handleFeedKey } from "./use-feed-keys.ts";
import { useLiveEvents } from "./use-live-events.ts";

/** The first page grows with the news up to this; then the list begins anew. */
const LONGEST_FIRST_PAGE = 300;

interface EventFeedProps {
  readonly search: ActivitySearch;
  readonly plugins: readonly Plugin[];
}

/** The events that the search finds, newest first, live. */
export function EventFeed({ search, plugins }: EventFeedProps) {
  // `last=1h` is seen from when the search was made: a query that moved with the clock would never be the same twice.
  const query = useMemo(() => toEventQuery(search, Date.now()), [search]);
  const options = eventsQuery(query);
  const client = useQueryClient();
  const found = useInfiniteQuery(options);
  const isLive = search.until === undefined;

  const connection = useLiveEvents(query, isLive, {
    onNews: (events) => {
      const since = query.from ?? 0;
      const news = events.filter(({ receivedAt }) => receivedAt >= since);
      client.setQueryData<LoadedEvents>(options.queryKey, (loaded) => loaded && mergeNews(loaded, news, search.state));
      if (firstPageLength(client.getQueryData<LoadedEvents>(options.queryKey)) > LONGEST_FIRST_PAGE)
        void client.resetQueries({ queryKey: options.queryKey });
    },
    onReset: () => void client.invalidateQueries({ queryKey: options.queryKey }),
  });

  const byId = useMemo(() => new Map(plugins.map((plugin) => [plugin.id, plugin])), [plugins]);
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) return <PagePending />;
  const events = found.data.pages.flatMap((page) => page.events);
  const namesPlugins = plugins.length > 1 && search.plugin === undefined;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {texts.activity.shown(events.length, found.hasNextPage)}
        </Text>
        {isLive && <Badge variant="default">{texts.activity.connection[connection]}</Badge>}
      </Group>
      {events.length === 0 ? (
        <EmptyFeed search={search} hasPlugin={plugins.length > 0} />
      ) : (
        <ul className={classes.feed} aria-label={texts.activity.feed} onKeyDown={handleFeedKey}>
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              timeZone={timeZoneOf(byId.get(event.pluginId))}
              pluginName={namesPlugins ? (byId.get(event.pluginId)?.name ?? event.pluginId) : undefined}
            />
          ))}
        </ul>
      )}
      <VisuallyHidden>{texts.activity.keys}</VisuallyHidden>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {texts.activity.more}
        </Button>
      )}
    </Stack>
  );
}
