/** One fault in Klaviyo's own words (JSON:API error object). */
export interface KlaviyoError {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** JSON pointer into the request's body, when the fault lies there. */
  readonly pointer: string | null;
  /** Name of the query parameter or header, when the fault lies there. */
  readonly parameter: string | null;
}

/** What an answer says about the account's quota for the endpoint (Klaviyo, Rate limits: fixed windows of 1 s and 60 s). */
export interface RateLimit {
  /** Every window that the answer names. */
  readonly windows: readonly { readonly limit: number; readonly windowMs: number }[];
  /** Requests left in the 60 s window, approximately. */
  readonly remaining: number | null;
  /** Until the 60 s window starts anew; whole seconds on the wire. */
  readonly resetMs: number | null;
}

/** Klaviyo, or something before it, answered, but not with what was asked for. */
export interface Refused {
  readonly kind: "refused";
  readonly status: number;
  /** Empty when the body was not Klaviyo's error document. */
  readonly errors: readonly KlaviyoError[];
  /** False for an HTML page of a proxy, an empty body or half a document. */
  readonly isJson: boolean;
  /** Beginning of a body that is not JSON, at most 300 characters. */
  readonly excerpt: string;
  readonly retryAfterMs: number | null;
  readonly rateLimit: RateLimit;
}

export const UNREACHABLE_CODES = [
  "timeout",
  "connection_refused",
  "connection_reset",
  "network_unreachable",
  "dns",
  "tls",
  "malformed_answer",
  "incomplete_answer",
  "aborted",
  "transport_failed",
] as const;
export type UnreachableCode = (typeof UNREACHABLE_CODES)[number];

/** There was no whole answer. */
export interface Unreachable {
  readonly kind: "unreachable";
  readonly code: UnreachableCode;
  readonly detail: string;
  /** True when the request may have reached Klaviyo: what it asked for may have happened. */
  readonly requestMayHaveBeenRead: boolean;
}

/** Klaviyo took the events; it ingests them later (202). */
export interface Accepted {
  readonly kind: "accepted";
  /** `X-Klaviyo-Partial-Failure`: names what was ignored, for example `phone_number`. */
  readonly partialFailure: string | null;
  readonly rateLimit: RateLimit;
}

export type SendOutcome = Accepted | Refused | Unreachable;
