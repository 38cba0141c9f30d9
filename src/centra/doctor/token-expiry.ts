import { z } from "zod";

const claimsSchema = z.object({ exp: z.number().positive() });

/** When a token says that it ends, milliseconds since the epoch. Centra's tokens always do, but only JSON web tokens say so; else null. */
export function tokenExpiry(token: string): number | null {
  const [, payload = "", signature] = token.split(".");
  if (signature === undefined) return null;
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return claims.success ? claims.data.exp * 1_000 : null;
  } catch {
    return null;
  }
}
