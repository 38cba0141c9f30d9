import type { z } from "zod";
import type { PluginStore, PushKey } from "../../plugins/store.ts";
import { authorOf } from "../access/actor.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { addedKeySchema, keyListSchema, type keySchema, newKeySchema } from "./schemas/keys.ts";
import { keyParamsSchema, pluginParamsSchema } from "./schemas/params.ts";

interface KeyRoutes {
  readonly plugins: PluginStore;
  /** Called once a key is revoked, so that no cache believes it any longer. */
  readonly onRevoked: () => void;
}

const tag = "Admin: keys";
const security = "adminToken";

/** `/v1/admin/plugins/{plugin}/keys`: who may push. */
export function addKeyRoutes(server: ZodServer, { plugins, onRevoked }: KeyRoutes): void {
  server.get(
    "/v1/admin/plugins/:plugin/keys",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "listKeys",
          tag,
          security,
          summary: "List a plugin's push keys",
          answer: {
            status: 200,
            description: "Living and revoked ones, without their secrets.",
            schema: keyListSchema,
          },
          problems: ["key_missing", "key_refused", "plugin_not_found"],
        },
      },
    },
    async (request) => {
      await requirePlugin(plugins, request.params.plugin);
      return { keys: (await plugins.listKeys(request.params.plugin)).map(showKey) };
    },
  );

  server.post(
    "/v1/admin/plugins/:plugin/keys",
    {
      schema: { params: pluginParamsSchema, body: newKeySchema },
      config: {
        operation: {
          operationId: "addKey",
          tag,
          security,
          summary: "Make a push key",
          answer: { status: 201, description: "The key; its secret is shown this once.", schema: addedKeySchema },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid"],
        },
      },
    },
    async (request, reply) => {
      await requirePlugin(plugins, request.params.plugin);
      const { key, secret } = await plugins.addKey(request.params.plugin, request.body.name, authorOf(request));
      reply.code(201);
      return { key: showKey(key), secret };
    },
  );

  server.delete(
    "/v1/admin/plugins/:plugin/keys/:key",
    {
      schema: { params: keyParamsSchema },
      config: {
        operation: {
          operationId: "revokeKey",
          tag,
          security,
          summary: "Revoke a push key",
          description:
            "Pushes with it are refused at once by this process, and within five seconds by every other one.",
          answer: { status: 204, description: "It is revoked." },
          problems: ["key_missing", "key_refused", "plugin_not_found", "key_not_found"],
        },
      },
    },
    async (request, reply) => {
      const { plugin, key } = request.params;
      await requirePlugin(plugins, plugin);
      const wasRevoked = await plugins.revokeKey(plugin, key, authorOf(request));
      onRevoked();
      if (!wasRevoked) throw new HttpProblem("key_not_found", `Plugin "${plugin}" has no living key "${key}".`);
      return reply.code(204).send();
    },
  );
}

async function requirePlugin(plugins: PluginStore, id: string): Promise<void> {
  if ((await plugins.find(id)) === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
}

function showKey({ id, pluginId, name, prefix, createdAt, revokedAt }: PushKey): z.infer<typeof keySchema> {
  return { id, pluginId, name, prefix, createdAt, revokedAt };
}
