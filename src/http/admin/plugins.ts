import type { z } from "zod";
import { ExportNotInStateError } from "../../history/errors.ts";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginInput, PluginStore } from "../../plugins/store.ts";
import { authorOf } from "../access/actor.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import type { ZodServer } from "../validation.ts";
import { addPlugin, type SavingParts, savePlugin } from "./save-plugin.ts";
import { pluginParamsSchema } from "./schemas/params.ts";
import {
  connectionTestSchema,
  newPluginSchema,
  pluginChangeSchema,
  pluginListSchema,
  pluginSchema,
} from "./schemas/plugins.ts";
import { testPlugin } from "./test-plugin.ts";

interface PluginRoutes extends SavingParts {
  readonly klaviyo: KlaviyoClient;
}

const tag = "Admin: plugins";
const security = "adminToken";
const refusals: readonly ProblemCode[] = ["key_missing", "key_refused"];

/** `/v1/admin/plugins`: set up store plugins. */
export function addPluginRoutes(server: ZodServer, parts: PluginRoutes): void {
  const { plugins, klaviyo } = parts;
  server.get(
    "/v1/admin/plugins",
    {
      config: {
        operation: {
          operationId: "listPlugins",
          tag,
          security,
          summary: "List the plugins",
          answer: { status: 200, description: "All of them.", schema: pluginListSchema },
          problems: refusals,
        },
      },
    },
    async () => ({ plugins: (await plugins.list()).map(showPlugin) }),
  );

  server.post(
    "/v1/admin/plugins",
    {
      schema: { body: newPluginSchema },
      config: {
        operation: {
          operationId: "createPlugin",
          tag,
          security,
          summary: "Add a plugin",
          answer: { status: 201, description: "It was added.", schema: pluginSchema },
          problems: [...refusals, "plugin_exists", "plugin_not_found", "request_invalid", "settings_invalid"],
        },
      },
    },
    async (request, reply) => {
      const { copyKeyOf, ...given } = request.body;
      const privateKey = given.privateKey ?? (copyKeyOf === undefined ? null : await plugins.privateKey(copyKeyOf));
      const input = { ...readInput(given), ...(privateKey === null ? {} : { privateKey }) };
      const plugin = await addPlugin(parts, input, authorOf(request));
      reply.code(201).header("location", `/v1/admin/plugins/${plugin.id}`);
      return showPlugin(plugin);
    },
  );

  server.get(
    "/v1/admin/plugins/:plugin",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "showPlugin",
          tag,
          security,
          summary: "Show a plugin",
          answer: { status: 200, description: "Its settings, without the private key.", schema: pluginSchema },
          problems: [...refusals, "plugin_not_found"],
        },
      },
    },
    async (request) => showPlugin(await findPlugin(plugins, request.params.plugin)),
  );

  server.patch(
    "/v1/admin/plugins/:plugin",
    {
      schema: { params: pluginParamsSchema, body: pluginChangeSchema },
      config: {
        operation: {
          operationId: "changePlugin",
          tag,
          security,
          summary: "Change a plugin",
          description:
            "What is not named keeps its value. A new private key ends an alarm. Events that were held for want of a setting are mapped anew. " +
            "`transferHistoricalData: true` starts the historical export, and is false again in the answer; while an export is pending its settings cannot be changed.",
          answer: { status: 200, description: "The plugin as it is now.", schema: pluginSchema },
          problems: [
            ...[...refusals, "plugin_not_found", "plugin_changed", "request_invalid", "settings_invalid"],
            ...["export_pending", "export_not_possible"],
          ] as const,
        },
      },
    },
    async (request) => {
      const { version, ...change } = request.body;
      const author = authorOf(request);
      return showPlugin(await savePlugin(parts, request.params.plugin, version, readInput(change), author));
    },
  );

  server.delete(
    "/v1/admin/plugins/:plugin",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "removePlugin",
          tag,
          security,
          summary: "Remove a plugin with its keys and events",
          description:
            "An export of it is cancelled. What was made in Klaviyo stays, and so does Centra's queue of events for its token's integration: delete that token in Centra.",
          answer: { status: 204, description: "It is gone." },
          problems: [...refusals, "plugin_not_found"],
        },
      },
    },
    async (request, reply) => {
      await findPlugin(plugins, request.params.plugin);
      await endExport(parts.history, request.params.plugin);
      await plugins.remove(request.params.plugin, authorOf(request));
      return reply.code(204).send();
    },
  );

  server.post(
    "/v1/admin/plugins/:plugin/test",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "testPlugin",
          tag,
          security,
          summary: "Test the connection to Klaviyo",
          description:
            "Names the account, and says what is wrong with the keys, their scopes or the currency, and what to do. Sends no event.",
          answer: {
            status: 200,
            description: "What the test found, whether it went well or not.",
            schema: connectionTestSchema,
          },
          problems: [...refusals, "plugin_not_found"],
        },
      },
    },
    async (request) => testPlugin(await findPlugin(plugins, request.params.plugin), { plugins, klaviyo }),
  );
}

async function findPlugin(plugins: PluginStore, id: string): Promise<StorePlugin> {
  const plugin = await plugins.find(id);
  if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
  return plugin;
}

/** The store checks every setting and names each fault; here only the outer form is known. */
function readInput({ settings, ...rest }: Omit<z.infer<typeof newPluginSchema>, "copyKeyOf">): PluginInput {
  return settings === undefined ? rest : { ...rest, settings };
}

/** The file of an export holds customers' data, and goes with the export. */
async function endExport(history: SavingParts["history"], pluginId: string): Promise<void> {
  await history?.cancel(pluginId).catch((error: unknown) => {
    if (!(error instanceof ExportNotInStateError)) throw error;
  });
}

/** Field by field, so that nothing that a plugin may ever hold besides is shown by accident. */
function showPlugin(plugin: StorePlugin): z.infer<typeof pluginSchema> {
  const { id, name, status, apiKey, hasPrivateKey, settings, version, alarm, createdAt, updatedAt } = plugin;
  return { id, name, status, apiKey, hasPrivateKey, settings: { ...settings }, version, alarm, createdAt, updatedAt };
}
