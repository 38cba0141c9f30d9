import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { exportQuery } from "../exports/queries.ts";
import type { DraftChange } from "./form/draft.ts";

const ofPlugin = (plugin: string) => ({ params: { path: { plugin } } });

export const pluginsQuery = queryOptions({
  queryKey: ["plugins"],
  queryFn: async () => (await answerOf(api.GET("/v1/admin/plugins"))).plugins,
});

export const pluginQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin],
    queryFn: () => answerOf(api.GET("/v1/admin/plugins/{plugin}", ofPlugin(plugin))),
  });

/** Status, alarm, backlog and the state of Centra of all plugins. */
export const statusQuery = queryOptions({
  queryKey: ["plugin-status"],
  queryFn: async () => (await answerOf(api.GET("/v1/admin/status"))).plugins,
});

export const keysQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "keys"],
    queryFn: async () => (await answerOf(api.GET("/v1/admin/plugins/{plugin}/keys", ofPlugin(plugin)))).keys,
  });

/** Who changed what, newest first. */
export const changesQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "changes"],
    queryFn: async () => (await answerOf(api.GET("/v1/admin/plugins/{plugin}/changes", ofPlugin(plugin)))).changes,
  });

export const connectionQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "centra"],
    queryFn: () => answerOf(api.GET("/v1/admin/plugins/{plugin}/centra", ofPlugin(plugin))),
  });

export const centraOptionsQuery = (plugin: string) =>
  queryOptions({
    queryKey: ["plugins", plugin, "centra", "options"],
    queryFn: () => answerOf(api.GET("/v1/admin/plugins/{plugin}/centra/options", ofPlugin(plugin))),
    staleTime: 60_000,
    retry: false,
  });

export const previewQuery = (plugin: string, { status, settings }: Pick<DraftChange, "status" | "settings">) =>
  queryOptions({
    queryKey: ["plugins", plugin, "preview", { status, settings }],
    queryFn: async () => {
      const body = { ...(status && { status }), ...(settings && { settings: { ...settings } }) };
      return (await answerOf(api.POST("/v1/admin/plugins/{plugin}/preview", { ...ofPlugin(plugin), body }))).previews;
    },
    retry: false,
  });

/** A plugin that was just saved, wherever it is shown. */
export async function keepPlugin(client: QueryClient, plugin: Plugin): Promise<void> {
  client.setQueryData(pluginQuery(plugin.id).queryKey, plugin);
  await Promise.all([
    client.invalidateQueries({ queryKey: pluginsQuery.queryKey, exact: true }),
    client.invalidateQueries({ queryKey: statusQuery.queryKey }),
    client.invalidateQueries({ queryKey: exportQuery(plugin.id).queryKey }),
    client.invalidateQueries({ queryKey: changesQuery(plugin.id).queryKey }),
  ]);
}
