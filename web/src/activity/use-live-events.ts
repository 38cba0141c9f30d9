import { useEffect, useRef, useState } from "react";
import type { Event } from "../api/api-types.ts";
import type { EventQuery } from "./activity-search.ts";
import { followEvents } from "./follow-events.ts";

export type Connection = "connecting" | "live";

interface LiveListener {
  /** New events and changed ones. */
  readonly onNews: (events: readonly Event[]) => void;
  /** The list is to be read anew. */
  readonly onReset: () => void;
}

/** Follows the service's stream of events for as long as it is wanted. */
export function useLiveEvents(query: EventQuery, isWanted: boolean, listener: LiveListener): Connection {
  const { plugin, metric, lane, email, order } = query;
  const [connection, setConnection] = useState<Connection>("connecting");
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    if (!isWanted) return;
    return followEvents(
      { plugin, metric, lane, email, order },
      {
        onConnection: setConnection,
        onNews: (events) => latest.current.onNews(events),
        onReset: () => latest.current.onReset(),
      },
    );
  }, [isWanted, plugin, metric, lane, email, order]);
  return connection;
}
