import { PushError } from "./push-error.mjs";

/**
 * An event as JSON.
 * @param {unknown} event
 * @throws {PushError} `events_invalid` for what has no form in JSON.
 */
export function writeJson(event) {
  try {
    return JSON.stringify(event) ?? "null";
  } catch (cause) {
    throw unwritable("", "The event cannot be written as JSON: it holds a BigInt, or refers to itself.", cause);
  }
}

/** @param {Date} date */
export function writeTime(date) {
  if (Number.isNaN(date.getTime()))
    throw unwritable("/time", '"time" is a Date that is none; see what it was made of.');
  return date.toISOString();
}

/**
 * As the service would name it, could it be asked.
 * @param {string} pointer
 * @param {string} detail
 * @param {unknown} [cause]
 */
function unwritable(pointer, detail, cause) {
  return new PushError("events_invalid", detail, { faults: [{ pointer, detail }], cause });
}
