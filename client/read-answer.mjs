import { PushError } from "./push-error.mjs";
import { readRetryAfter } from "./retry-delay.mjs";

/** @typedef {import("./index.mjs").PushResult} PushResult */

const STATUSES = ["accepted", "duplicate", "held", "skipped", "refused"];

/**
 * The results of a request, one for each event that it held.
 * @param {{ status: number, headers: Headers, text: string }} answer
 * @param {{ count: number | null, now: number }} request `count`: events in the batch; null: one event by itself.
 * @returns {PushResult[]}
 * @throws {PushError} when the service says that it did not take the request, or when it is not the service that answered.
 */
export function readAnswer({ status, headers, text }, { count, now }) {
  const document = parseObject(text);
  const results = count === null ? [document] : document?.results;
  const isComplete = Array.isArray(results) && results.length === (count ?? 1) && results.every(isResult);
  if (isComplete && (status === 202 || status === 422)) return results;
  throw failureOf(document, status, readRetryAfter(headers.get("retry-after"), now));
}

/**
 * @param {Record<string, unknown> | null} document
 * @param {number} status
 * @param {number | null} retryAfterMs
 */
function failureOf(document, status, retryAfterMs) {
  const retryable = status === 408 || status === 429 || status >= 500;
  if (typeof document?.code !== "string" || typeof document.detail !== "string") {
    return new PushError("unexpected_answer", `${strangerSays(status)}`, { status, retryable, retryAfterMs });
  }
  const faults = Array.isArray(document.errors) ? document.errors.filter(isFault) : [];
  const instance = typeof document.instance === "string" ? document.instance : null;
  return new PushError(document.code, document.detail, { status, retryable, retryAfterMs, faults, instance });
}

/** @param {number} status */
function strangerSays(status) {
  const what =
    status >= 300 && status < 400 ? "a redirection; give the address that it leads to" : "no answer of the push API";
  return `The address answered HTTP ${status}, ${what}. Check \`url\` and what stands before the service.`;
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | null}
 */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value */
function isResult(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "status" in value &&
    STATUSES.includes(String(value.status))
  );
}

/**
 * @param {unknown} value
 * @returns {value is import("./index.mjs").Fault}
 */
function isFault(value) {
  return typeof value === "object" && value !== null && "pointer" in value && "detail" in value;
}
