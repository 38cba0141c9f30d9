import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { newestFirst } from "../api/newest-first.ts";
import type { EventQuery } from "./activity-search.ts";

/** Events, newest first. */
export const eventsQuery = (query: EventQuery) => ({
  ...newestFirst(["events", query], (page) =>
    answerOf(api.GET("/v1/admin/events", { params: { query: { ...query, ...page } } })),
  ),
  // The stream keeps it current.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
  refetchOnMount: "always" as const,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

export const eventQuery = (event: number) =>
  queryOptions({
    queryKey: ["event", event],
    queryFn: () => answerOf(api.GET("/v1/admin/events/{event}", { params: { path: { event } } })),
  });

/** Commerce events that cannot be mapped yet, newest first. */
export const heldQuery = (plugin: string | undefined) =>
  newestFirst(["held", plugin], (page) =>
    answerOf(api.GET("/v1/admin/held", { params: { query: { ...page, ...(plugin && { plugin }) } } })),
  );

export const replayableQuery = (query: EventQuery) =>
  queryOptions({
    queryKey: ["replayable", query],
    queryFn: () => answerOf(api.GET("/v1/admin/events/replayable", { params: { query } })),
    staleTime: 0,
  });
