import { useEffect, useRef, useState } from "react";
import type { Event } from "../api/api-types.ts";
import type { EventQuery } from "./activity-search.ts";

export type Connection = "connecting" | "live";

interface LiveListener {
  /** New events and changed ones. */
  readonly onNews: (events: readonly Event[]) => void;
  /** The list is to be read anew: after the stream has opened, and when more was missed than is told. */
  readonly onReset: () => void;
}

/** Follows the service's stream of events for as long as it is wanted; the browser connects again by itself and goes on from where it was. */
export function useLiveEvents(
  { plugin, metric, lane, email, order }: EventQuery,
  isWanted: boolean,
  listener: LiveListener,
) {
  const [connection, setConnection] = useState<Connection>("connecting");
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });

  useEffect(() => {
    if (!isWanted) return;
    const filter = Object.entries({ plugin, metric, lane, email, order });
    const query = new URLSearchParams(filter.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    const source = new EventSource(`/v1/admin/events/stream?${query}`);
    let hasOpened = false;
    source.addEventListener("open", () => {
      setConnection("live");
      // Of what came between the first page and the stream only the list knows; later the stream says what was missed.
      if (!hasOpened) latest.current.onReset();
      hasOpened = true;
    });
    source.addEventListener("error", () => setConnection("connecting"));
    source.addEventListener("events", ({ data }: MessageEvent<string>) => {
      const { events } = JSON.parse(data) as { readonly events: readonly Event[] };
      latest.current.onNews(events);
    });
    source.addEventListener("reset", () => latest.current.onReset());
    return () => source.close();
  }, [isWanted, plugin, metric, lane, email, order]);

  return connection;
}
