import { hash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { StorePlugin } from "../../plugins/plugin.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { readBearer } from "../bearer.ts";
import { HttpProblem } from "../problems/problem.ts";

/** How long a plugin or a key that was found is believed without asking the database, when no change was announced. */
const BELIEVED_MS = 5_000;
const MAX_REMEMBERED = 5_000;

/** Who may push to which plugin, answered from memory for a few seconds. */
export interface PushAccess {
  /**
   * The plugin that the key of the Authorization header opens.
   * @throws HttpProblem key_missing, plugin_not_found, key_refused.
   */
  authorize(pluginId: string, authorization: string | undefined): Promise<StorePlugin>;
  /** Drops what is remembered: the next request asks the database. */
  forget(): void;
}

/** A revoked key ends at once in this process and on an announced change, and after BELIEVED_MS wherever no news arrives. */
export function createPushAccess({ plugins, clock }: { plugins: PluginStore; clock: Clock }): PushAccess {
  const knownPlugins = new Map<string, { plugin: StorePlugin; until: number }>();
  const knownKeys = new Map<string, number>();
  let generation = 0;

  function forget(): void {
    generation += 1;
    knownPlugins.clear();
    knownKeys.clear();
  }
  plugins.onChange(forget);

  async function findPlugin(id: string): Promise<StorePlugin> {
    const known = knownPlugins.get(id);
    if (known !== undefined && known.until > clock.monotonic()) return known.plugin;
    const asked = generation;
    const plugin = await plugins.find(id);
    if (plugin === null)
      throw new HttpProblem("plugin_not_found", `There is no plugin "${id}". Check the id in the path.`);
    if (asked === generation) remember(knownPlugins, id, { plugin, until: clock.monotonic() + BELIEVED_MS });
    return plugin;
  }

  async function isKeyOf(pluginId: string, secret: string): Promise<boolean> {
    const fingerprint = hash("sha256", `${pluginId}\n${secret}`, "base64");
    const until = knownKeys.get(fingerprint);
    if (until !== undefined && until > clock.monotonic()) return true;
    const asked = generation;
    const isValid = await plugins.authenticate(pluginId, secret);
    if (isValid && asked === generation) remember(knownKeys, fingerprint, clock.monotonic() + BELIEVED_MS);
    return isValid;
  }

  return {
    async authorize(pluginId, authorization) {
      const secret = readBearer(authorization);
      const plugin = await findPlugin(pluginId);
      if (await isKeyOf(pluginId, secret)) return plugin;
      throw new HttpProblem(
        "key_refused",
        `The key does not open plugin "${pluginId}": it belongs elsewhere or was revoked.`,
      );
    },
    forget,
  };
}

function remember<Value>(known: Map<string, Value>, key: string, value: Value): void {
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, value);
}
