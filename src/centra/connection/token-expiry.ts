import { z } from "zod";
import type { ConnectionSettings } from "./connection.ts";

const claimsSchema = z.object({ exp: z.number().positive() });
const WARNED_BEFORE_MS = 14 * 86_400_000;

/**
 * When the token ends, milliseconds since the epoch: by its own words, which only a JSON web token has, else by the date that was
 * entered with it, at its first moment in UTC. Null when neither says; Centra's tokens always end.
 */
export function tokenExpiry(
  token: string,
  { tokenExpiresOn }: Pick<ConnectionSettings, "tokenExpiresOn">,
): number | null {
  return expiryWithin(token) ?? (tokenExpiresOn === null ? null : Date.parse(`${tokenExpiresOn}T00:00:00Z`));
}

export interface ExpiryWarning {
  readonly code: "token_expired" | "token_expires";
  readonly message: string;
  readonly whatToDo: string;
}

/** Null as long as there are more than two weeks left. */
export function expiryWarning(expiresAt: number | null, now: number): ExpiryWarning | null {
  if (expiresAt === null || expiresAt - now > WARNED_BEFORE_MS) return null;
  const date = new Date(expiresAt).toISOString().slice(0, 10);
  const hasExpired = expiresAt <= now;
  return {
    code: hasExpired ? "token_expired" : "token_expires",
    message: hasExpired ? `The token expired on ${date}.` : `The token expires on ${date}.`,
    whatToDo: "Make a new Integration API token of the same integration in Centra and enter it.",
  };
}

function expiryWithin(token: string): number | null {
  const [, payload = "", signature] = token.split(".");
  if (signature === undefined) return null;
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return claims.success ? claims.data.exp * 1_000 : null;
  } catch {
    return null;
  }
}
