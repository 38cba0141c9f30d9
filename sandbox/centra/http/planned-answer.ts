import type { Answer } from "../../klaviyo/http/answer.ts";
import type { PlannedAnswer } from "../faults/fault-rules.ts";
import { errorAnswer, type RetryAfterForm, tooManyRequests } from "../graphql/errors.ts";

const DEFAULT_WAIT_MS = 1_000;

/** The planned answer. `usual` is the one that the request would have got, where the plan does not put another in its place. */
export function composeAnswer(plan: PlannedAnswer, usual: Answer | null, form: RetryAfterForm, nowMs: number): Answer {
  const answer = usual ?? plannedError(plan, form, nowMs);
  switch (plan.body) {
    case "html":
      return {
        status: answer.status,
        headers: { "content-type": "text/html; charset=UTF-8", server: "cloudflare" },
        body: `<html><head><title>${answer.status}</title></head><body><center><h1>${answer.status}</h1></center></body></html>`,
      };
    case "empty":
      return { status: answer.status, headers: {}, body: "" };
    case "truncated":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    default:
      return answer;
  }
}

/** One word for the log. */
export function describePlan(plan: PlannedAnswer): string {
  if (plan.timeout) return "timeout";
  if (plan.reset) return `reset-${plan.reset}`;
  if (plan.fields !== undefined || plan.withoutPermissions !== undefined) return "answered-in-part";
  return plan.body === undefined ? "answered" : `answered-${plan.body}`;
}

function plannedError(plan: PlannedAnswer, form: RetryAfterForm, nowMs: number): Answer {
  const status = plan.status ?? 500;
  const answer =
    status === 429
      ? tooManyRequests(nowMs + DEFAULT_WAIT_MS, form, nowMs)
      : errorAnswer(status, status >= 500 ? "Internal server error" : "The request was refused.", "internal");
  if (plan.retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "Retry-After": plan.retryAfter } };
}
