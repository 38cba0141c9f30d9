import { Alert, Avatar, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { HeldEvent } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import classes from "./feed.module.css";
import { Moment } from "./moment.tsx";
import { heldQuery } from "./queries.ts";
import { StateBadge } from "./state-badge.tsx";

const words = texts.activity.held;

interface HeldFeedProps {
  readonly plugin: string | undefined;
  readonly timeZoneOf: (plugin: string) => string;
  readonly nameOf: (plugin: string) => string;
  readonly mayRelease: boolean;
}

/** What waits for a setting: why, and the button to try again. */
export function HeldFeed({ plugin, timeZoneOf, nameOf, mayRelease }: HeldFeedProps) {
  const held = useInfiniteQuery(heldQuery(plugin));
  if (held.isError) return <ProblemNotice problem={held.error} onRetry={() => void held.refetch()} />;
  const events = held.data?.pages.flatMap((page) => page.held) ?? [];
  if (held.isSuccess && events.length === 0) return <Alert variant="light">{words.none}</Alert>;
  const plugins = [...new Set(events.map(({ pluginId }) => pluginId))];
  return (
    <Stack gap="md">
      <Text size="sm">{words.advice}</Text>
      {mayRelease && plugins.map((id) => <Release key={id} plugin={id} name={nameOf(id)} />)}
      <ul className={classes.feed}>
        {events.map((event) => (
          <HeldRow key={event.id} event={event} timeZone={timeZoneOf(event.pluginId)} />
        ))}
      </ul>
      {held.hasNextPage && (
        <Button variant="default" loading={held.isFetchingNextPage} onClick={() => void held.fetchNextPage()}>
          {texts.activity.more}
        </Button>
      )}
    </Stack>
  );
}

function HeldRow({ event, timeZone }: { readonly event: HeldEvent; readonly timeZone: string }) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <Avatar aria-hidden radius="xl">
          {event.email.slice(0, 1).toUpperCase()}
        </Avatar>
        <Text truncate>{event.email}</Text>
        <Text truncate>{words.what(event.commerceType, event.orderNumber)}</Text>
        <div className={classes.end}>
          <StateBadge state="held" />
          <Text size="sm" component="span">
            <Moment at={event.occurredAt} timeZone={timeZone} />
          </Text>
        </div>
      </div>
      <Text size="sm" mt="xs" className={classes.details}>
        {event.reason.message}
      </Text>
    </li>
  );
}

function Release({ plugin, name }: { readonly plugin: string; readonly name: string }) {
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/held/release", { body: { plugin } })),
    onSuccess: () =>
      Promise.all(["held", "events", "overview"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <Group>
      <Button size="xs" variant="default" loading={isPending} onClick={() => mutate()}>
        {words.release(name)}
      </Button>
      {data !== undefined && (
        <Text size="sm" role="status">
          {words.released(data.released)}
        </Text>
      )}
      {error !== null && <ProblemNotice problem={error} />}
    </Group>
  );
}
