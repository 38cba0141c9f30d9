import { z } from "zod";
import type { Answer } from "../http/answer.ts";
import { standardError, throttled } from "../http/api-error.ts";

/**
 * An answer that is given instead of, or in another manner than, the usual one. `{}` and `{status: 202}` are the usual answer.
 * The request is processed only in that case, or when `accept` is true.
 */
export const plannedAnswer = z
  .strictObject({
    status: z.int().min(200).max(599).optional(),
    /** How the body looks; default `json`. `truncated`: the first half of it. `wrong-length`: `Content-Length` promises more than comes. */
    body: z.enum(["json", "html", "empty", "truncated", "wrong-length"]).optional(),
    /** Seconds, as `Retry-After`. */
    retryAfter: z.int().min(0).optional(),
    code: z.string().optional(),
    detail: z.string().optional(),
    pointer: z.string().optional(),
    /** The request is read and never answered. */
    timeout: z.literal(true).optional(),
    /** The connection is reset before the body is read, after it, or in the middle of the answer. */
    reset: z.enum(["before-body", "after-body", "mid-answer"]).optional(),
    /** The answer waits this long. */
    delayMs: z.int().min(1).optional(),
    /** The answer comes in chunks of 16 bytes, one each so many milliseconds. */
    trickleMs: z.int().min(1).optional(),
    /** The request is processed as usual, and then this answer is given in place of the usual one. */
    accept: z.boolean().optional(),
  })
  .refine((plan) => !(plan.reset === "before-body" && plan.accept), {
    message: "A request that was reset before its body was read cannot be accepted.",
    path: ["accept"],
  });

export type PlannedAnswer = z.infer<typeof plannedAnswer>;

/** Whether the request is processed and its own answer given, perhaps slowly, cut off or garbled. */
export function givesUsualAnswer(plan: PlannedAnswer): boolean {
  if (plan.timeout || plan.reset === "before-body" || plan.reset === "after-body") return false;
  if (plan.accept === false) return false;
  return plan.status === undefined || plan.status < 300;
}

/** Whether the request changes anything. */
export function processes(plan: PlannedAnswer): boolean {
  return plan.accept === true || givesUsualAnswer(plan);
}

/** The planned answer itself. `usual` is the one that the request would have got, when it was processed. */
export function composeAnswer(plan: PlannedAnswer, usual: Answer | null): Answer {
  const answer = usual !== null && givesUsualAnswer(plan) ? usual : errorAnswer(plan);
  switch (plan.body) {
    case "html":
      return htmlAnswer(answer.status, plan);
    case "empty":
      return { status: answer.status, headers: retryAfterOf(plan), body: "" };
    case "truncated":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    default:
      return answer;
  }
}

/** One word for the log of attempts. */
export function describePlan(plan: PlannedAnswer): string {
  if (plan.timeout) return "timeout";
  if (plan.reset) return `reset-${plan.reset}`;
  return plan.body === undefined ? "answered" : `answered-${plan.body}`;
}

function errorAnswer(plan: PlannedAnswer): Answer {
  const status = plan.status ?? 500;
  if (status === 429) {
    const answer = throttled(plan.retryAfter ?? 1);
    return plan.retryAfter === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, ...retryAfterOf(plan) } };
  }
  const { code, detail, pointer } = plan;
  const answer = standardError(status, {
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(pointer === undefined ? {} : { pointer }),
  });
  return { ...answer, headers: { ...answer.headers, ...retryAfterOf(plan) } };
}

/** As the proxies before Klaviyo answer. */
function htmlAnswer(status: number, plan: PlannedAnswer): Answer {
  const title = `${status} ${status === 403 ? "Forbidden" : "Error"}`;
  const headers: Record<string, string> = {
    "content-type": "text/html; charset=UTF-8",
    server: "cloudflare",
    ...retryAfterOf(plan),
  };
  if (status === 403) headers["cf-mitigated"] = "challenge";
  return {
    status,
    headers,
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`,
  };
}

function retryAfterOf(plan: PlannedAnswer): Readonly<Record<string, string>> {
  return plan.retryAfter === undefined ? {} : { "Retry-After": String(plan.retryAfter) };
}
