import { answerOf, api } from "../api/client.ts";
import { newestFirst } from "../api/newest-first.ts";

/** What was done, newest first; to one plugin, or to all there is. */
export const allChangesQuery = (plugin: string | undefined) => ({
  ...newestFirst(["changes", plugin], (page) =>
    answerOf(api.GET("/v1/admin/changes", { params: { query: { ...page, ...(plugin && { plugin }) } } })),
  ),
  staleTime: 0,
});

/** What the page's address says. */
export function readChangesSearch({ plugin }: Readonly<Record<string, unknown>>): { readonly plugin?: string } {
  return typeof plugin === "string" ? { plugin } : {};
}
