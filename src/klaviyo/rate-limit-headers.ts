import type { IncomingHttpHeaders } from "node:http";
import type { RateLimit } from "./outcome.ts";

/**
 * Reads `RateLimit-Limit: 350, 350;w=1, 3500;w=60`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds).
 * Only items with a `w=` are windows: the bare first number repeats one of them. Anything unreadable counts as absent.
 */
export function parseRateLimit(headers: IncomingHttpHeaders): RateLimit {
  const windows = [...headerText(headers, "ratelimit-limit").matchAll(/(\d+)\s*;\s*w=(\d+)/g)].map((item) => ({
    limit: Number(item[1]),
    windowMs: Number(item[2]) * 1_000,
  }));
  const resetSeconds = parseCount(headerText(headers, "ratelimit-reset"));
  return {
    windows,
    remaining: parseCount(headerText(headers, "ratelimit-remaining")),
    resetMs: resetSeconds === null ? null : resetSeconds * 1_000,
  };
}

/**
 * `Retry-After` in milliseconds: seconds, or an HTTP date, which is measured from the answer's own `Date` where there is one,
 * so that a wrong local clock does not matter. Null when absent or unreadable.
 */
export function parseRetryAfter(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const text = headerText(headers, "retry-after").trim();
  if (text === "") return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const at = Date.parse(text);
  if (Number.isNaN(at)) return null;
  const answeredAt = Date.parse(headerText(headers, "date"));
  return Math.max(0, at - (Number.isNaN(answeredAt) ? nowMs : answeredAt));
}

/** A header as one text; empty when absent. */
export function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (value === undefined) return "";
  return typeof value === "string" ? value : value.join(", ");
}

function parseCount(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}
