import { queryOptions } from "@tanstack/react-query";
import type { ExportStatus } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";

const LOOK_EVERY_MS = 1_000;

export const ofPlugin = (plugin: string) => ({ params: { path: { plugin } } });

/** Looks again every second while something is going on. */
export const exportQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "export"],
    queryFn: () => answerOf(api.GET("/v1/admin/plugins/{plugin}/export", ofPlugin(plugin))),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? LOOK_EVERY_MS : false),
  });

export const reportQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "export", "report"],
    queryFn: () => answerOf(api.GET("/v1/admin/plugins/{plugin}/export/report", ofPlugin(plugin))),
    staleTime: 0,
  });

/** A paused one still delivers what was read. */
function isMoving({ status, events }: ExportStatus): boolean {
  return status === "pending" || events.waiting > 0;
}
