import type { Answer } from "../../klaviyo/http/answer.ts";

/** Documented is "the timestamp of when you can resume", and not its form. */
export const RETRY_AFTER_FORMS = ["epoch_seconds", "iso", "http_date", "seconds"] as const;
export type RetryAfterForm = (typeof RETRY_AFTER_FORMS)[number];

export function tooManyRequests(freeAtMs: number, form: RetryAfterForm, nowMs: number): Answer {
  const answer = errorAnswer(429, "Too many requests", "rate_limit");
  return { ...answer, headers: { ...answer.headers, "Retry-After": retryAfter(freeAtMs, form, nowMs) } };
}

export function errorAnswer(status: number, message: string, category: string): Answer {
  return graphqlAnswer(status, { errors: [{ message, extensions: { category } }] });
}

export function graphqlAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Rounded up, so that the moment named is never too early. */
function retryAfter(freeAtMs: number, form: RetryAfterForm, nowMs: number): string {
  const seconds = Math.ceil(freeAtMs / 1_000);
  switch (form) {
    case "epoch_seconds":
      return String(seconds);
    case "iso":
      return new Date(seconds * 1_000).toISOString();
    case "http_date":
      return new Date(seconds * 1_000).toUTCString();
    case "seconds":
      return String(Math.max(1, Math.ceil((freeAtMs - nowMs) / 1_000)));
  }
}
