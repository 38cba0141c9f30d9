import type { Refused, Unreachable } from "../outcome.ts";

export type SetupErrorCode =
  | "klaviyo_key_refused"
  | "klaviyo_scope_missing"
  | "klaviyo_refused"
  | "klaviyo_unreachable"
  | "klaviyo_limit_reached"
  | "klaviyo_answer_unknown";

/** Setting up an account stopped at a request. What was done until then stays, and the next run goes on from there. */
export class KlaviyoSetupError extends Error {
  readonly code: SetupErrorCode;
  /** The request may have been carried out although there is no answer: look before it is repeated. */
  readonly mayHaveHappened: boolean;
  /** Klaviyo's own time until the limit is free again; null when it is not about a limit. */
  readonly retryAfterMs: number | null;
  /** Klaviyo's answer, when it refused. */
  readonly refused: Refused | null;

  constructor(
    code: SetupErrorCode,
    message: string,
    given: { mayHaveHappened?: boolean; retryAfterMs?: number | null; refused?: Refused } = {},
  ) {
    super(message);
    this.code = code;
    this.mayHaveHappened = given.mayHaveHappened ?? false;
    this.retryAfterMs = given.retryAfterMs ?? null;
    this.refused = given.refused ?? null;
  }
}

/** What a refusal, or a broken connection, means to whoever sets up an account. */
export function setupErrorOf(failure: Refused | Unreachable, request: { what: string; scopes: readonly string[] }) {
  const { what, scopes } = request;
  if (failure.kind === "unreachable") {
    return new KlaviyoSetupError("klaviyo_unreachable", `Klaviyo does not answer (${failure.detail}): ${what}.`, {
      mayHaveHappened: failure.requestMayHaveBeenRead,
    });
  }
  const words = failure.errors[0]?.detail || failure.excerpt || `status ${failure.status}`;
  if (failure.status === 401) {
    return new KlaviyoSetupError("klaviyo_key_refused", "Klaviyo does not accept the private key. Enter a living one.");
  }
  if (failure.status === 403) {
    return new KlaviyoSetupError(
      "klaviyo_scope_missing",
      `The private key may not: ${what}. It needs the scopes ${scopes.join(", ")}; a key's scopes cannot be changed, so make a new one in Klaviyo.`,
      { refused: failure },
    );
  }
  if (failure.status === 429) {
    return new KlaviyoSetupError("klaviyo_limit_reached", `Klaviyo's limit is reached: ${what}.`, {
      retryAfterMs: failure.retryAfterMs,
      refused: failure,
    });
  }
  return new KlaviyoSetupError("klaviyo_refused", `Klaviyo refused: ${what}. It said: ${words}`, {
    mayHaveHappened: failure.status >= 500,
    refused: failure,
  });
}
