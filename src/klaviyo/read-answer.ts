import { parseErrorDocument, withoutKeys } from "./error-document.ts";
import type { Refused, SendOutcome, Unreachable } from "./outcome.ts";
import { headerText, parseRateLimit, parseRetryAfter } from "./rate-limit-headers.ts";
import type { Transport } from "./transport.ts";

type TransportResult = Awaited<ReturnType<Transport["request"]>>;
type Answer = Exclude<TransportResult, Unreachable>;

/**
 * What an answer to Create Event or Bulk Create Events means. Only a whole 202 that is no HTML page is an acceptance: a firewall's
 * challenge page may carry that status, too, and an answer that broke off proves nothing. Sending again is always safe.
 */
export function readSendOutcome(result: TransportResult, nowMs: number): SendOutcome {
  if (result.kind === "unreachable") return result;
  if (result.status !== 202) return readRefusal(result, nowMs);
  if (result.failure !== null) return { ...result.failure, code: incompleteCode(result.failure) };
  if (isHtml(result)) return readRefusal(result, nowMs);
  const partialFailure = headerText(result.headers, "x-klaviyo-partial-failure");
  return {
    kind: "accepted",
    partialFailure: partialFailure === "" ? null : partialFailure,
    rateLimit: parseRateLimit(result.headers),
  };
}

/** Any other answer, whatever its body. */
export function readRefusal(answer: Answer, nowMs: number): Refused {
  const errors = answer.isWhole ? parseErrorDocument(answer.text) : null;
  return {
    kind: "refused",
    status: answer.status,
    errors: errors ?? [],
    isJson: errors !== null,
    excerpt: errors === null ? withoutKeys(answer.text.replace(/\s+/g, " ").trim()).slice(0, 300) : "",
    retryAfterMs: parseRetryAfter(answer.headers, nowMs),
    rateLimit: parseRateLimit(answer.headers),
  };
}

function incompleteCode(failure: Unreachable) {
  return failure.code === "timeout" || failure.code === "aborted" ? failure.code : "incomplete_answer";
}

function isHtml(answer: Answer): boolean {
  return headerText(answer.headers, "content-type").includes("html") || /^\s*</.test(answer.text);
}
