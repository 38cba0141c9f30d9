import type { Clock } from "../../clock.ts";
import type { ConnectionStore } from "../connection/connection-store.ts";
import { judgeSignature, type SignatureVerdict } from "./signature.ts";

export type WebhookVerdict = SignatureVerdict | "unknown" | "malformed";

/** Judges a call and, if it is genuine, wakes whoever reads the plugin's shop. */
export type WebhookReceiver = (
  pluginId: string,
  call: { readonly signature: string | undefined; readonly body: Buffer },
) => Promise<WebhookVerdict>;

/**
 * Centra promises neither that webhooks arrive nor in which order, and what they say is only what to look at; so a genuine call is a
 * reason to look now, whatever is in it, and one that is repeated does no harm.
 */
export function createWebhookReceiver(options: {
  readonly connections: Pick<ConnectionStore, "webhookSecret">;
  readonly clock: Clock;
  readonly wake: (pluginId: string) => void;
}): WebhookReceiver {
  return async (pluginId, { signature, body }) => {
    const secret = await options.connections.webhookSecret(pluginId);
    if (secret === null) return "unknown";
    const verdict = judgeSignature(signature, body, secret, options.clock.now());
    if (verdict !== "genuine") return verdict;
    if (!isWebhookBody(body)) return "malformed";
    options.wake(pluginId);
    return verdict;
  };
}

/** `payload=<JSON>`, form-encoded. */
function isWebhookBody(body: Buffer): boolean {
  const payload = new URLSearchParams(body.toString("utf8")).get("payload");
  try {
    return typeof JSON.parse(payload ?? "") === "object";
  } catch {
    return false;
  }
}
