import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

const NONCES = new WeakMap<object, string>();

/** A secret of one answer, under which its page may add style sheets while it runs; the same each time it is asked for. */
export function styleNonceOf(response: ServerResponse | object): string {
  const nonce = NONCES.get(response) ?? randomBytes(16).toString("base64");
  NONCES.set(response, nonce);
  return nonce;
}
