import type { Answer } from "../http/answer.ts";
import { refuse, standardError } from "../http/api-error.ts";
import type { SandboxAccount } from "../options.ts";

/** A private key as it stands now: it may be revoked and mended, and its scopes changed. */
export interface KeyState {
  readonly accountId: string;
  readonly scopes: ReadonlySet<string> | "all";
  readonly revoked: boolean;
}

export interface Keys {
  find(key: string): KeyState | undefined;
  /** Answers false when there is no such key. */
  change(key: string, change: { readonly revoked?: boolean; readonly scopes?: "all" | readonly string[] }): boolean;
}

export function createKeys(accounts: readonly SandboxAccount[]): Keys {
  const states = new Map<string, KeyState>();
  for (const account of accounts) {
    for (const { key, scopes } of account.privateKeys) {
      states.set(key, { accountId: account.id, scopes: scopeSet(scopes), revoked: false });
    }
  }
  return {
    find: (key) => states.get(key),
    change(key, change) {
      const state = states.get(key);
      if (state === undefined) return false;
      states.set(key, {
        ...state,
        revoked: change.revoked ?? state.revoked,
        scopes: change.scopes === undefined ? state.scopes : scopeSet(change.scopes),
      });
      return true;
    },
  };
}

function scopeSet(scopes: "all" | readonly string[]): ReadonlySet<string> | "all" {
  return scopes === "all" ? "all" : new Set(scopes);
}

const SCHEME = "Klaviyo-API-Key ";

/** The private key of an `Authorization` header, valid or not; null when the scheme is another or none. */
export function keyIn(authorization: string | undefined): string | null {
  if (authorization === undefined || !authorization.startsWith(SCHEME)) return null;
  return authorization.slice(SCHEME.length).trim() || null;
}

/** The key's state, or the 401 that the header gets. */
export function authenticate(keys: Keys, authorization: string | undefined): KeyState | Answer {
  const key = keyIn(authorization);
  if (key === null) {
    return refuse(401, [
      {
        code: "not_authenticated",
        title: "Authentication credentials were not provided.",
        detail: "Missing or invalid authorization scheme. Please use Klaviyo-API-Key.",
        source: { pointer: "/data/" },
      },
    ]);
  }
  const state = keys.find(key);
  return state === undefined || state.revoked ? standardError(401, { pointer: "/data/" }) : state;
}

/** The 403 for a key that lacks a scope; null when it has them all. */
export function refuseScopes(key: KeyState, required: readonly string[]): Answer | null {
  const { scopes } = key;
  if (scopes === "all") return null;
  const missing = required.filter((scope) => !scopes.has(scope));
  if (missing.length === 0) return null;
  return standardError(403, {
    detail: `The API key is missing required scopes: ${missing.join(", ")}.`,
    pointer: "/data/",
  });
}
