import type { Failed, FailureCode } from "../api/outcome.ts";
import { missingPermissionIn } from "../api/read-answer.ts";

/** A question to Centra that was not answered, for whoever gave the work up because of it. */
export class CentraFailure extends Error {
  readonly code: FailureCode;
  readonly failed: Failed;

  constructor(question: string, failed: Failed) {
    super(`${WHAT[failed.code]} (${question}: ${failed.detail}). ${whatToDo(failed)}`);
    this.name = "CentraFailure";
    this.code = failed.code;
    this.failed = failed;
  }
}

/** For what Centra shows only in part: a missing permission if its words name one, else that it failed. */
export function partialFailure(question: string, detail: string): CentraFailure {
  const permission = missingPermissionIn(detail);
  return new CentraFailure(question, {
    kind: "failed",
    code: permission === undefined ? "centra_error" : "permission_missing",
    detail: detail.slice(0, 500),
    ...{ status: null, retryAfterMs: null },
    missingPermissions: permission === undefined ? [] : [permission],
  });
}

/** For a question that has no form on this instance, and whose answer cannot be done without. */
export function cannotAsk(question: string): CentraFailure {
  return new CentraFailure(question, {
    ...{
      kind: "failed",
      code: "query_refused",
      detail: "the instance's schema has no such list, or no way to choose from it",
    },
    ...{ status: null, retryAfterMs: null, missingPermissions: [] },
  });
}

const WHAT: Readonly<Record<FailureCode, string>> = {
  token_refused: "Centra refuses the token",
  permission_missing: "The token lacks a permission",
  query_refused: "Centra does not understand a question",
  centra_error: "Centra could not answer",
  rate_limited: "Centra's rate limit is used up",
  unreachable: "Centra does not answer",
};

function whatToDo({ code, missingPermissions }: Failed): string {
  switch (code) {
    case "token_refused":
      return "Make a new Integration API token in Centra (System, API Tokens) and enter it; nothing is lost until then.";
    case "permission_missing": {
      const names = missingPermissions.length > 0 ? missingPermissions.join(", ") : "the permission named above";
      return `Give the token ${names} in Centra (System, API Tokens); nothing is lost until then.`;
    }
    case "query_refused":
      return "Its schema is read again, and the question is fitted to it.";
    case "centra_error":
    case "unreachable":
      return "It is asked again until it does.";
    case "rate_limited":
      return "Reading goes on when Centra allows it; other integrations of this instance share the limit.";
  }
}
