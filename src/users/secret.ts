import { hash, randomBytes } from "node:crypto";

/** 256 bits: nobody guesses it, so a plain hash is enough to keep. */
const SECRET_BYTES = 32;

/** A new secret; `prefix` tells what it is for when it turns up somewhere. */
export function makeSecret(prefix: string): string {
  return `${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** What is kept of a secret. */
export function digestOf(secret: string): string {
  return hash("sha256", secret, "hex");
}
