import { hash, timingSafeEqual } from "node:crypto";
import type { AdminTokenCheck } from "../access/authorise.ts";

interface MetricsAccessRules {
  readonly isPublic: boolean;
  /** Opens `/metrics` and nothing else; null = none. */
  readonly token: string | null;
  readonly isAdminToken: AdminTokenCheck;
}

/** Who may read `/metrics`: everybody (null), or who has the metrics token or the admin token. Compares in constant time. */
export function metricsReaders({ isPublic, token, isAdminToken }: MetricsAccessRules): AdminTokenCheck | null {
  if (isPublic) return null;
  if (token === null) return isAdminToken;
  const digest = (text: string) => hash("sha256", text, "buffer");
  const kept = digest(token);
  return (given) => timingSafeEqual(digest(given), kept) || isAdminToken(given);
}
