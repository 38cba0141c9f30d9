/** Longer waits than the longest window of Centra's limits (an hour) are not believed. */
const LONGEST_MS = 3_600_000;
const SHORTEST_MS = 1_000;
/** Below this a number is a duration in seconds, above it a time in seconds, and above a thousand times that in milliseconds. */
const EARLIEST_EPOCH_SECONDS = 1_000_000_000;

/**
 * How long to wait, in milliseconds, 1 s to 1 h. Centra's documentation says that `Retry-After` "contains the timestamp of when you
 * can resume", HTTP's own says seconds or a date; all of them are understood. Null when there is none or it says nothing.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  const isNumber = /^\d+(\.\d+)?$/.test(text);
  // Date.parse also takes "-5" for a date.
  if (!isNumber && !/\d:\d/.test(text)) return null;
  const waitMs = isNumber ? waitOfNumber(Number(text), nowMs) : Date.parse(text) - nowMs;
  if (!Number.isFinite(waitMs)) return null;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.ceil(waitMs)));
}

function waitOfNumber(value: number, nowMs: number): number {
  if (value < EARLIEST_EPOCH_SECONDS) return value * 1_000;
  return (value < EARLIEST_EPOCH_SECONDS * 1_000 ? value * 1_000 : value) - nowMs;
}
