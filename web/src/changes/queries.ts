import { infiniteQueryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";

const PAGE = 50;

/** Pages of what was done, newest first; to one plugin, or to all there is. */
export const allChangesQuery = (plugin: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["changes", plugin],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/v1/admin/changes", {
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
    staleTime: 0,
  });

/** What the page's address says. */
export function readChangesSearch({ plugin }: Readonly<Record<string, unknown>>): { readonly plugin?: string } {
  return typeof plugin === "string" ? { plugin } : {};
}
