import { Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EventDetail } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { shownProperties } from "./event-properties.ts";
import { EventWay } from "./event-way.tsx";
import classes from "./feed.module.css";
import { eventQuery } from "./queries.ts";
import { WhatToDo } from "./what-to-do.tsx";

interface EventDetailsProps {
  readonly id: number;
  readonly timeZone: string;
  /** Changes when the event has. */
  readonly version: string;
}

const LOOK_AGAIN_MS = 3_000;

/** Everything that is known of an event: why it was not sent, its way, and all of its properties. */
export function EventDetails({ id, timeZone, version }: EventDetailsProps) {
  const detail = useQuery({
    ...eventQuery(id),
    queryKey: [...eventQuery(id).queryKey, version],
    placeholderData: (before) => before,
    // A retry is told by nobody.
    refetchInterval: ({ state }) => (state.data?.state === "pending" ? LOOK_AGAIN_MS : false),
  });
  if (detail.isError)
    return (
      <div className={classes.details}>
        <ProblemNotice problem={detail.error} onRetry={() => void detail.refetch()} />
      </div>
    );
  if (detail.data === undefined)
    return (
      <Group className={classes.details}>
        <Loader size="sm" role="status" aria-label={texts.shell.loading} />
      </Group>
    );
  return (
    <Stack className={classes.details} gap="md">
      <WhatToDo event={detail.data} />
      <section aria-label={texts.activity.way.title}>
        <Text fw={600} size="sm" mb={4}>
          {texts.activity.way.title}
        </Text>
        <EventWay event={detail.data} timeZone={timeZone} />
      </section>
      <section aria-label={texts.activity.properties}>
        <Text fw={600} size="sm" mb={4}>
          {texts.activity.properties}
        </Text>
        <Properties event={detail.data} />
      </section>
    </Stack>
  );
}

function Properties({ event }: { readonly event: EventDetail }) {
  return (
    <dl className={classes.properties}>
      {shownProperties(event).map(({ name, value }) => (
        <div key={name}>
          <dt>{name}: </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
