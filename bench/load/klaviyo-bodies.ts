import { bulkCreateEventsBody } from "../../src/klaviyo/bulk-create-events.ts";
import { createEventBody } from "../../src/klaviyo/create-event.ts";
import type { Acceptance, NewEvent } from "../../src/outbox/outbox.ts";

/** Bodies of Create Event, one an event. */
export function singleBodies(acceptances: Iterable<Acceptance>): string[] {
  return [...acceptances].flatMap(({ events }) => events.map(createEventBody));
}

/** Bodies of Bulk Create Events of so many events each, grouped by customer. */
export function bulkBodies(acceptances: Iterable<Acceptance>, eventsPerBody: number): string[] {
  const bodies: string[] = [];
  let groups: (readonly NewEvent[])[] = [];
  let count = 0;
  const close = () => {
    const profiles = groups.map((events) => ({
      profile: events[0]?.profile ?? "{}",
      events: events.map(({ body }) => body),
    }));
    bodies.push(bulkCreateEventsBody(profiles, true));
    groups = [];
    count = 0;
  };
  for (const { events } of acceptances) {
    if (count + events.length > eventsPerBody) close();
    groups.push(events);
    count += events.length;
  }
  if (count > 0) close();
  return bodies;
}
