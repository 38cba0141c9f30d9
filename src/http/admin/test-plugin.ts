import type { z } from "zod";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { testConnection } from "../../klaviyo/test-connection.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { connectionTestSchema } from "./schemas.ts";

type ConnectionFindings = z.infer<typeof connectionTestSchema>;

const NO_PRIVATE_KEY: ConnectionFindings = {
  ok: false,
  account: null,
  findings: [
    {
      code: "klaviyo_key_not_set",
      level: "error",
      message: "The plugin has no private key.",
      whatToDo: "Create a private key in Klaviyo, Settings > API keys, and put it into API private key.",
    },
  ],
};

/** Tests a plugin's keys against Klaviyo: whose account they open, and what is wrong with them. */
export async function testPlugin(
  { id, apiKey, settings }: StorePlugin,
  { plugins, klaviyo }: { plugins: PluginStore; klaviyo: KlaviyoClient },
): Promise<ConnectionFindings> {
  const privateKey = await plugins.privateKey(id);
  if (privateKey === null) return NO_PRIVATE_KEY;
  const { ok, account, problems } = await testConnection(klaviyo, {
    privateKey,
    apiKey,
    baseCurrency: settings.baseCurrency,
  });
  const findings = problems.map(({ code, severity, message, whatToDo }) => ({
    code,
    level: severity,
    message,
    whatToDo,
  }));
  return { ok, account, findings };
}
