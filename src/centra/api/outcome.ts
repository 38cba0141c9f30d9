/** What Centra said about an answer besides the data (GraphQL `extensions`). */
export interface AnswerNotes {
  /** Points that the answer cost; null when it does not say. */
  readonly complexity: number | null;
  readonly permissionsUsed: readonly string[];
  /** In Centra's words: field, reason, date of removal. */
  readonly deprecations: readonly string[];
  readonly appVersion: string | null;
}

/** One entry of GraphQL's `errors`. */
export interface GraphqlError {
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** `authorization` for a missing permission. */
  readonly category: string;
}

/** Data, perhaps with holes that `errors` explain. */
export interface Answered {
  readonly kind: "answered";
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlError[];
  readonly notes: AnswerNotes;
}

export type FailureCode =
  /** The token is wrong, revoked or has expired. */
  | "token_refused"
  /** The token lacks a permission that the whole question needs. */
  | "permission_missing"
  /** The question is not valid for this instance's schema. */
  | "query_refused"
  /** Centra took the question and answered that it failed. */
  | "centra_error"
  | "rate_limited"
  /** Time-out, reset, DNS, TLS, 5xx, an answer that is no JSON. */
  | "unreachable";

export interface Failed {
  readonly kind: "failed";
  readonly code: FailureCode;
  /** Centra's own words or the transport's, at most 500 characters, without the token. */
  readonly detail: string;
  readonly status: number | null;
  /** Set with rate_limited, and where Centra names a time. */
  readonly retryAfterMs: number | null;
  /** Permissions that Centra names as missing. */
  readonly missingPermissions: readonly string[];
}

export type Outcome = Answered | Failed;
