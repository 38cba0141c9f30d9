const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** Those who were told the same time do not come back in the same moment. */
const SPREAD_MS = 250;

/**
 * Milliseconds until the next attempt: what the service asked for, else doubling with jitter (half of it is chance).
 * @param {{ attempt: number, retryAfterMs: number | null, random: () => number }} failure `attempt` counts from 1.
 */
export function retryDelayMs({ attempt, retryAfterMs, random }) {
  if (retryAfterMs !== null) return retryAfterMs + random() * SPREAD_MS;
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return full / 2 + (random() * full) / 2;
}

/**
 * `Retry-After` in milliseconds, of seconds or of a date (RFC 9110, 10.2.3); null when there is none that can be read.
 * @param {string | null} header
 * @param {number} now
 */
export function readRetryAfter(header, now) {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
