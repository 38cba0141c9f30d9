import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Database } from "../../database/database.ts";
import { getSetting, initSetting } from "../../database/settings-table.ts";
import type { AdminTokenCheck } from "../access/authorise.ts";

const SETTING = "admin_token_sha256";

export interface AdminToken {
  readonly isAdminToken: AdminTokenCheck;
  /** Made just now, to be shown once; null when there was one already. */
  readonly newToken: string | null;
}

/**
 * The installation's admin token: the configured one, or else one that is made at the first start, of which the database
 * keeps the hash alone; only who can show it may make one. `localToken` also passes: it belongs to this process and to commands on the same machine.
 */
export async function openAdminToken(
  database: Database,
  {
    configured,
    localToken,
    mayMake,
  }: { readonly configured: string | null; readonly localToken: string; readonly mayMake: boolean },
): Promise<AdminToken> {
  const made = `at_${randomBytes(32).toString("base64url")}`;
  const kept = configured === null ? await keptDigest(database, mayMake ? digest(made) : null) : digest(configured);
  const accepted = [kept, digest(localToken)].flatMap((text) => (text === null ? [] : [Buffer.from(text)]));
  return {
    isAdminToken: (token) => {
      const given = Buffer.from(digest(token));
      return accepted.map((one) => timingSafeEqual(one, given)).includes(true);
    },
    newToken: configured === null && kept === digest(made) ? made : null,
  };
}

function keptDigest(database: Database, made: string | null): Promise<string | null> {
  return made === null ? getSetting(database, SETTING) : initSetting(database, SETTING, made);
}

function digest(token: string): string {
  return hash("sha256", token, "hex");
}
