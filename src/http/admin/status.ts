import type { Centra } from "../../centra/centra.ts";
import type { Outbox } from "../../outbox/outbox.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { ZodServer } from "../validation.ts";
import { statusQuerySchema, statusSchema } from "./schemas/status.ts";

interface StatusRoute {
  readonly plugins: PluginStore;
  readonly outbox: Outbox;
  readonly centra?: Centra;
}

/** `/v1/admin/status`: all plugins at a glance. */
export function addStatusRoute(server: ZodServer, { plugins, outbox, centra }: StatusRoute): void {
  server.get(
    "/v1/admin/status",
    {
      schema: { querystring: statusQuerySchema },
      config: {
        operation: {
          operationId: "showStatus",
          tag: "Admin: events",
          security: "adminToken",
          summary: "Events by plugin, metric and state, backlogs and alarms",
          answer: { status: 200, description: "All plugins, or the one asked for.", schema: statusSchema },
          problems: ["key_missing", "key_refused", "request_invalid"],
        },
      },
    },
    async (request) => {
      const { plugin: only } = request.query;
      const [all, counts] = await Promise.all([plugins.list(), outbox.counts(only)]);
      const found = all.filter(({ id }) => only === undefined || id === only);
      const status = found.map(async ({ id, name, status, alarm, apiKey }) => ({
        id,
        name,
        status,
        alarm,
        centra: await centraStateOf(centra, id),
        backlog: { live: await outbox.backlog(apiKey, "live"), history: await outbox.backlog(apiKey, "history") },
        events: counts
          .filter(({ pluginId }) => pluginId === id)
          .map(({ metric, state, events }) => ({ metric, state, events })),
      }));
      return { plugins: await Promise.all(status) };
    },
  );
}

async function centraStateOf(centra: Centra | undefined, pluginId: string): Promise<"none" | "starting" | "reading"> {
  if (centra === undefined || (await centra.connections.find(pluginId)) === null) return "none";
  return (await centra.isReading(pluginId)) ? "reading" : "starting";
}
