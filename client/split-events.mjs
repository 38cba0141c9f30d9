import { writeJson } from "./write-json.mjs";

/** Limits of a request to the push API: 1,000 events, 10 MB; a little is left for what surrounds them. */
const MAX_EVENTS = 1_000;
const MAX_BYTES = 9_900_000;

/**
 * Bodies of requests that hold the events, in their order. An event that is too large by itself has a request of its own, for the
 * service to refuse.
 * @param {readonly unknown[]} events
 * @returns {Generator<{ body: string, count: number }>}
 */
export function* splitEvents(events) {
  const encoder = new TextEncoder();
  /** @type {string[]} */
  let texts = [];
  let bytes = 0;
  for (const event of events) {
    const text = writeJson(event);
    const size = encoder.encode(text).length + 1;
    if (texts.length > 0 && (texts.length === MAX_EVENTS || bytes + size > MAX_BYTES)) {
      yield batchOf(texts);
      texts = [];
      bytes = 0;
    }
    texts.push(text);
    bytes += size;
  }
  if (texts.length > 0) yield batchOf(texts);
}

/** @param {string[]} texts */
function batchOf(texts) {
  return { body: `[${texts.join(",")}]`, count: texts.length };
}
