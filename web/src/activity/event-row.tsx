import { Avatar, Button, Text } from "@mantine/core";
import { memo, useState } from "react";
import type { Event } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import { EventDetails } from "./event-details.tsx";
import classes from "./feed.module.css";
import { Moment } from "./moment.tsx";
import { StateBadge } from "./state-badge.tsx";
import { ROW_BUTTON } from "./use-feed-keys.ts";

interface EventRowProps {
  readonly event: Event;
  /** The plugin's. */
  readonly timeZone: string;
  /** Absent: there is one plugin only, or one was asked for. */
  readonly pluginName?: string | undefined;
}

/** An event as Klaviyo's feed shows it, and what became of it. */
export const EventRow = memo(function EventRow({ event, timeZone, pluginName }: EventRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const who = event.name ?? event.email;
  const words = texts.activity.row;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <Avatar aria-hidden name={who} color="initials" radius="xl">
          {initialOf(who)}
        </Avatar>
        <div>
          <Text fw={500} truncate>
            {who}
          </Text>
          {event.name !== null && (
            <Text size="sm" truncate>
              {event.email}
            </Text>
          )}
        </div>
        <div>
          <Text truncate>{event.metric}</Text>
          {pluginName !== undefined && (
            <Text size="sm" truncate>
              {pluginName}
            </Text>
          )}
        </div>
        <div className={classes.end}>
          <StateBadge state={event.state} />
          <Text size="sm" component="span" className={classes.time}>
            <Moment at={event.occurredAt} timeZone={timeZone} />
          </Text>
          <Button
            {...{ [ROW_BUTTON]: true }}
            variant="default"
            size="compact-sm"
            aria-expanded={isOpen}
            aria-label={words.about(isOpen ? words.collapse : words.details, event.metric, who)}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.collapse : words.details}
          </Button>
        </div>
      </div>
      {isOpen && <EventDetails id={event.id} timeZone={timeZone} version={`${event.state} ${event.attempts}`} />}
    </li>
  );
});

function initialOf(who: string): string {
  return [...who.trim()][0]?.toUpperCase() ?? "?";
}
