import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { parsePluginInput } from "../../plugins/parse-input.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { connectionTestSchema, klaviyoTestSchema } from "./schemas/plugins.ts";
import { noTest, testKeys, testPlugin } from "./test-plugin.ts";

interface KlaviyoTestRoute {
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
}

/** `/v1/admin/klaviyo/test`: whether keys are right, before they are saved. */
export function addKlaviyoTestRoute(server: ZodServer, { plugins, klaviyo }: KlaviyoTestRoute): void {
  server.post(
    "/v1/admin/klaviyo/test",
    {
      schema: { body: klaviyoTestSchema },
      config: {
        operation: {
          operationId: "testKlaviyoKeys",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Test keys of Klaviyo that are not saved yet",
          description: "Saves nothing and sends no event. What is absent is taken from the plugin, if one is named.",
          answer: {
            status: 200,
            description: "What the test found, whether it went well or not.",
            schema: connectionTestSchema,
          },
          problems: ["key_missing", "key_refused", "plugin_not_found", "request_invalid", "settings_invalid"],
        },
      },
    },
    async ({ body: { plugin: id, apiKey, privateKey, baseCurrency } }) => {
      const given = parsePluginInput({ apiKey, privateKey, settings: { baseCurrency } });
      const plugin = id === undefined ? null : await findPlugin(plugins, id);
      const draft = plugin === null ? null : withDraft(plugin, given);
      if (given.privateKey !== undefined) {
        const keys = {
          privateKey: given.privateKey,
          apiKey: draft?.apiKey ?? given.apiKey ?? "",
          baseCurrency: draft?.settings.baseCurrency ?? given.settings?.baseCurrency ?? "",
        };
        return testKeys(keys, klaviyo);
      }
      if (draft !== null) return testPlugin(draft, { plugins, klaviyo });
      return noTest("klaviyo_key_not_set", "No private key is given.");
    },
  );
}

function withDraft(plugin: StorePlugin, given: ReturnType<typeof parsePluginInput>): StorePlugin {
  const baseCurrency = given.settings?.baseCurrency ?? plugin.settings.baseCurrency;
  return { ...plugin, apiKey: given.apiKey ?? plugin.apiKey, settings: { ...plugin.settings, baseCurrency } };
}

async function findPlugin(plugins: PluginStore, id: string): Promise<StorePlugin> {
  const plugin = await plugins.find(id);
  if (plugin === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
  return plugin;
}
