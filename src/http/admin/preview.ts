import type { Clock } from "../../clock.ts";
import { previewChange } from "../../intake/preview-change.ts";
import type { RecentEvents } from "../../intake/recent-events.ts";
import { COMMERCE_EVENT_TYPES, sampleForPlugin } from "../../intake/sample-for-plugin.ts";
import { completeSettings, parsePluginInput } from "../../plugins/parse-input.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { pluginParamsSchema } from "./schemas/params.ts";
import { previewInputSchema, previewSchema } from "./schemas/plugins.ts";

interface PreviewRoute {
  readonly plugins: PluginStore;
  readonly recentEvents?: Pick<RecentEvents, "latest">;
  readonly clock: Clock;
}

/** `/v1/admin/plugins/{plugin}/preview`: what a change will do, before it is saved. */
export function addPreviewRoute(server: ZodServer, { plugins, recentEvents, clock }: PreviewRoute): void {
  server.post(
    "/v1/admin/plugins/:plugin/preview",
    {
      schema: { params: pluginParamsSchema, body: previewInputSchema },
      config: {
        operation: {
          operationId: "previewChange",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Show what a change of the settings will do",
          description:
            "Maps the plugin's newest commerce event of each type, or a sample where there is none yet, before and after the change. Saves and sends nothing.",
          answer: { status: 200, description: "Every type of commerce event.", schema: previewSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid", "settings_invalid"],
        },
      },
    },
    async ({ params: { plugin: id }, body }) => {
      const plugin = await plugins.find(id);
      if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
      const change = parsePluginInput({ status: body.status, settings: body.settings });
      const rules = {
        before: { isActive: plugin.status === "active", settings: plugin.settings },
        after: {
          isActive: (change.status ?? plugin.status) === "active",
          settings: completeSettings(plugin.settings, change.settings),
        },
        now: clock.now(),
      };
      const recent = new Map((await recentEvents?.latest(id))?.map((event) => [event.type, event]));
      const previews = COMMERCE_EVENT_TYPES.map((type) => {
        const event = recent.get(type) ?? sampleForPlugin(type, plugin.settings);
        return {
          commerceType: type,
          origin: recent.has(type) ? ("recent" as const) : ("sample" as const),
          occurredAt: Date.parse(event.time),
          ...previewChange(event, rules),
        };
      });
      return { previews };
    },
  );
}
