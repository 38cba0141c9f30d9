import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { EventQuery } from "./activity-search.ts";

const PAGE = 50;

/** Pages of events, newest first. */
export const eventsQuery = (query: EventQuery) =>
  infiniteQueryOptions({
    queryKey: ["events", query],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/v1/admin/events", {
          params: { query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) } },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    // The stream keeps it current.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const eventQuery = (event: number) =>
  queryOptions({
    queryKey: ["event", event],
    queryFn: () => answerOf(api.GET("/v1/admin/events/{event}", { params: { path: { event } } })),
  });

/** Pages of commerce events that cannot be mapped yet. */
export const heldQuery = (plugin: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["held", plugin],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/v1/admin/held", {
          params: {
            query: {
              limit: PAGE,
              ...(plugin === undefined ? {} : { plugin }),
              ...(pageParam === null ? {} : { before: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });

export const replayableQuery = (query: EventQuery) =>
  queryOptions({
    queryKey: ["replayable", query],
    queryFn: () => answerOf(api.GET("/v1/admin/events/replayable", { params: { query } })),
    staleTime: 0,
  });
