import type { z } from "zod";
import type { KlaviyoClient } from "../../klaviyo/client.ts";
import { testConnection } from "../../klaviyo/test-connection.ts";
import { CredentialUnreadableError } from "../../plugins/errors.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { connectionTestSchema } from "./schemas/plugins.ts";

type ConnectionFindings = z.infer<typeof connectionTestSchema>;

interface TestedKeys {
  readonly privateKey: string;
  /** Empty: not compared. */
  readonly apiKey: string;
  readonly baseCurrency: string;
}

/** Tests a plugin's keys against Klaviyo: whose account they open, and what is wrong with them. */
export async function testPlugin(
  { id, apiKey, settings }: StorePlugin,
  { plugins, klaviyo }: { plugins: PluginStore; klaviyo: KlaviyoClient },
): Promise<ConnectionFindings> {
  const privateKey = await plugins.privateKey(id).catch(unreadableAsFinding);
  if (privateKey === null) return noTest("klaviyo_key_not_set", "The plugin has no private key.");
  if (typeof privateKey !== "string") return noTest(privateKey.code, privateKey.message);
  return testKeys({ privateKey, apiKey, baseCurrency: settings.baseCurrency }, klaviyo);
}

/** Tests keys that no plugin need have. */
export async function testKeys(keys: TestedKeys, klaviyo: KlaviyoClient): Promise<ConnectionFindings> {
  const { ok, account, problems } = await testConnection(klaviyo, keys);
  const findings = problems.map(({ code, severity, message, whatToDo }) => ({
    code,
    level: severity,
    message,
    whatToDo,
  }));
  return { ok, account, findings };
}

/** Without a key there is nothing to test. */
export function noTest(code: string, message: string): ConnectionFindings {
  const whatToDo = "Create a private key in Klaviyo, Settings > API keys, and put it into API private key.";
  return { ok: false, account: null, findings: [{ code, level: "error", message, whatToDo }] };
}

/** A key that was stored under another encryption key is a finding for the merchant; anything else is thrown on. */
function unreadableAsFinding(error: unknown): CredentialUnreadableError {
  if (error instanceof CredentialUnreadableError) return error;
  throw error;
}
