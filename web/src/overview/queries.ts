import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";

const LOOK_AGAIN_MS = 5_000;

/** Hours that the page opens with. */
export const SHOWN_AT_FIRST = 24;

export const overviewQuery = (hours: number, plugin: string | undefined) =>
  queryOptions({
    queryKey: ["overview", hours, plugin],
    queryFn: () =>
      answerOf(
        api.GET("/v1/admin/overview", { params: { query: { hours, ...(plugin === undefined ? {} : { plugin }) } } }),
      ),
    placeholderData: (before) => before,
    refetchInterval: LOOK_AGAIN_MS,
  });
