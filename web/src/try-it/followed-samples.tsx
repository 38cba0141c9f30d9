import { Group, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EventRow } from "../activity/event-row.tsx";
import classes from "../activity/feed.module.css";
import { timeZoneOf } from "../activity/time-zone.ts";
import { handleFeedKey } from "../activity/use-feed-keys.ts";
import type { Plugin, QueuedSamples } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { AnchorLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.tryIt;
const LOOK_AGAIN_MS = 700;
/** More than one call sends. */
const PAGE = 100;

interface FollowedSamplesProps {
  readonly sent: QueuedSamples;
  readonly plugins: readonly Plugin[];
}

/** Each sample with the state that it is in, until all have come to an end. */
export function FollowedSamples({ sent: { email, since, source, samples }, plugins }: FollowedSamplesProps) {
  const found = useQuery({
    queryKey: ["samples", email, since],
    queryFn: async () => {
      const query = { email: email.toLowerCase(), from: since, limit: PAGE };
      const { events } = await answerOf(api.GET("/v1/admin/events", { params: { query } }));
      return events.filter(({ commerceSource }) => commerceSource === source).toReversed();
    },
    refetchInterval: ({ state }) => (state.data?.every(({ state: one }) => one !== "pending") ? false : LOOK_AGAIN_MS),
  });
  const events = found.data ?? [];
  const settled = events.filter(({ state }) => state !== "pending").length;
  const held = samples.filter(({ status }) => status === "held");
  return (
    <Stack gap="sm" component="section" aria-label={words.sent(email)}>
      <Group justify="space-between">
        <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
          {words.sent(email)}
        </Title>
        <Group gap="sm">
          {settled < events.length && <Loader size="xs" aria-hidden />}
          <Text size="sm" role="status">
            {words.followed(settled, events.length)}
          </Text>
          <AnchorLink to="/activity" search={{ email: email.toLowerCase() }} size="sm">
            {words.inActivity}
          </AnchorLink>
        </Group>
      </Group>
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {held.map(({ commerceId, commerceType, reason }) => (
        <Text key={commerceId} size="sm">
          {commerceType}: {reason?.message}
        </Text>
      ))}
      {events.length > 0 && (
        <ul className={classes.feed} aria-label={words.sent(email)} onKeyDown={handleFeedKey}>
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              timeZone={timeZoneOf(plugins.find(({ id }) => id === event.pluginId))}
            />
          ))}
        </ul>
      )}
    </Stack>
  );
}
