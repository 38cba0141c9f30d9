export interface SandboxToken {
  readonly token: string;
  /** Name of the integration; its tokens share one event queue. */
  readonly integration: string;
  /** `"all"`, or names such as `Order:read`. */
  readonly permissions: "all" | readonly string[];
  /** Milliseconds since the epoch; without it, never. */
  readonly expiresAt?: number;
  /** Only what belongs to these stores is shown. */
  readonly stores?: readonly number[];
}

export type TokenChange = Partial<Omit<SandboxToken, "token">> & { readonly revoked?: boolean };

export interface Tokens {
  /** The token of a request's headers. */
  read(authorization: string | undefined, cookie: string | undefined): string | null;
  find(token: string, nowMs: number): SandboxToken | "unknown" | "expired";
  /** Answers whether there is such a token. */
  change(token: string, change: TokenChange): boolean;
  all(): readonly SandboxToken[];
}

export function createTokens(given: readonly SandboxToken[]): Tokens {
  const tokens = new Map(given.map((token) => [token.token, { token, revoked: false }]));
  return {
    read(authorization, cookie) {
      const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
      return bearer ?? /(?:^|;\s*)graphql-access=([^;]+)/.exec(cookie ?? "")?.[1] ?? null;
    },
    find(token, nowMs) {
      const entry = tokens.get(token);
      if (entry === undefined || entry.revoked) return "unknown";
      return (entry.token.expiresAt ?? Number.POSITIVE_INFINITY) <= nowMs ? "expired" : entry.token;
    },
    change(token, { revoked, ...change }) {
      const entry = tokens.get(token);
      if (entry === undefined) return false;
      tokens.set(token, { token: { ...entry.token, ...change }, revoked: revoked ?? entry.revoked });
      return true;
    },
    all: () => [...tokens.values()].map((entry) => entry.token),
  };
}

/** Whether a token may do what the permission names. */
export function allows(token: SandboxToken, permission: string): boolean {
  return token.permissions === "all" || token.permissions.includes(permission);
}
