import { PushError } from "./push-error.mjs";
import { readAnswer } from "./read-answer.mjs";
import { retryDelayMs } from "./retry-delay.mjs";

/**
 * @typedef {object} Sender
 * @property {string} endpoint
 * @property {string} key
 * @property {typeof globalThis.fetch} fetch
 * @property {number} timeoutMs
 * @property {number} giveUpAfterMs
 * @property {import("./index.mjs").ClientClock} clock
 * @property {() => number} random
 */

/**
 * @typedef {object} Request
 * @property {string} body
 * @property {number | null} count Events in the batch; null: one event by itself.
 * @property {"live" | "history" | undefined} lane
 * @property {AbortSignal | undefined} signal
 */

/**
 * Sends until there is an answer that is final, or until time is up. Sending again is safe: the service knows an event again by what it
 * says.
 * @param {Sender} sender
 * @param {Request} request
 * @returns {Promise<import("./index.mjs").PushResult[]>}
 */
export async function sendRequest(sender, request) {
  const { clock, random, giveUpAfterMs } = sender;
  const giveUpAt = clock.now() + giveUpAfterMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(sender, request);
    } catch (error) {
      if (!(error instanceof PushError) || !error.retryable) throw error;
      const delayMs = retryDelayMs({ attempt, retryAfterMs: error.retryAfterMs, random });
      if (clock.now() + delayMs > giveUpAt) throw error;
      await clock.wait(delayMs, request.signal);
    }
  }
}

/**
 * @param {Sender} sender
 * @param {Request} request
 */
async function sendOnce({ endpoint, key, fetch, timeoutMs, clock }, { body, count, lane, signal }) {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(lane === undefined ? endpoint : `${endpoint}?lane=${lane}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": count === null ? "application/cloudevents+json" : "application/cloudevents-batch+json",
      },
      body,
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    const { status, headers } = answer;
    return readAnswer({ status, headers, text: await answer.text() }, { count, now: clock.now() });
  } catch (error) {
    if (error instanceof PushError) throw error;
    signal?.throwIfAborted();
    throw connectionFailure(error, timeout.aborted ? timeoutMs : null, new URL(endpoint).origin);
  }
}

/**
 * @param {unknown} cause
 * @param {number | null} timeoutMs Null: it was not the time.
 * @param {string} origin
 */
function connectionFailure(cause, timeoutMs, origin) {
  const details = { retryable: true, cause };
  if (timeoutMs !== null) {
    return new PushError(
      "timed_out",
      `${origin} did not answer within ${timeoutMs} ms. Pushing again is safe.`,
      details,
    );
  }
  const reason =
    cause instanceof Error && cause.cause instanceof Error && "code" in cause.cause ? cause.cause.code : null;
  const why = typeof reason === "string" ? ` (${reason})` : "";
  return new PushError("connection_failed", `No answer came from ${origin}${why}. Pushing again is safe.`, details);
}
