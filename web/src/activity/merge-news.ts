import type { InfiniteData } from "@tanstack/react-query";
import type { Event } from "../api/api-types.ts";
import type { ShownState } from "./activity-search.ts";

export interface EventPage {
  readonly events: readonly Event[];
  readonly next: number | null;
}

export type LoadedEvents = InfiniteData<EventPage, number | null>;

/**
 * The loaded list with what was just told: known events as they are now, new ones on top. An event that has left the state that is
 * shown leaves the list, too.
 */
export function mergeNews(loaded: LoadedEvents, news: readonly Event[], state: ShownState | undefined): LoadedEvents {
  const told = new Map(news.map((event) => [event.id, event]));
  const isShown = (event: Event) => state === undefined || event.state === state;
  const known = new Set<number>();
  const pages = loaded.pages.map((page) => ({
    ...page,
    events: page.events.flatMap((event) => {
      known.add(event.id);
      const now = told.get(event.id) ?? event;
      return isShown(now) ? [now] : [];
    }),
  }));
  const [first, ...rest] = pages;
  if (first === undefined) return loaded;
  const newest = Math.max(0, ...known);
  const added = news
    .filter((event) => !known.has(event.id) && event.id > oldestOf(first, newest) && isShown(event))
    .toSorted((a, b) => b.id - a.id);
  if (added.length === 0) return { ...loaded, pages: [first, ...rest] };
  const events = [...first.events, ...added].toSorted((a, b) => b.id - a.id);
  return { ...loaded, pages: [{ ...first, events }, ...rest] };
}

/** What is older than the first page belongs to a later one, which may not be loaded yet. */
function oldestOf(first: EventPage, newest: number): number {
  return first.next === null ? 0 : (first.events.at(-1)?.id ?? newest);
}

/** How many events the first page holds: it grows with the news. */
export function firstPageLength(loaded: LoadedEvents | undefined): number {
  return loaded?.pages[0]?.events.length ?? 0;
}
