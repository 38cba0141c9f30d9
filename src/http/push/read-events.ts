import { type Fault, HttpProblem } from "../problems/problem.ts";

/** The media types of the push API. */
export const PUSH_MEDIA_TYPES = {
  json: "application/json",
  event: "application/cloudevents+json",
  batch: "application/cloudevents-batch+json",
  lines: "application/x-ndjson",
} as const;

export const MAX_EVENTS_PER_REQUEST = 1_000;

/** One thing that was sent, or why it cannot be read. */
export type PushItem = { readonly value: unknown } | { readonly fault: Fault };

export interface PushBody {
  /** One event by itself: answered by itself. */
  readonly isSingle: boolean;
  readonly items: readonly PushItem[];
}

/**
 * Splits a body into events by its media type, without judging them.
 * @throws HttpProblem malformed_json, events_invalid (an array where one event belongs, or the reverse), too_many_events.
 */
export function readPushBody(mediaType: string, text: string): PushBody {
  if (mediaType === PUSH_MEDIA_TYPES.lines) return bounded({ isSingle: false, items: readLines(text) });
  const value = parseJson(text);
  if (!Array.isArray(value)) {
    if (mediaType === PUSH_MEDIA_TYPES.batch) throw wrongShape("A batch is a JSON array of events.");
    return { isSingle: true, items: [{ value }] };
  }
  if (mediaType === PUSH_MEDIA_TYPES.event) {
    throw wrongShape(
      `This media type is for one event; send an array as ${PUSH_MEDIA_TYPES.batch} or ${PUSH_MEDIA_TYPES.json}.`,
    );
  }
  return bounded({ isSingle: false, items: value.map((item: unknown) => ({ value: item })) });
}

function readLines(text: string): PushItem[] {
  const items: PushItem[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    try {
      items.push({ value: JSON.parse(line) });
    } catch {
      items.push({ fault: { pointer: "", detail: "The line is not one JSON object." } });
    }
    if (items.length > MAX_EVENTS_PER_REQUEST) break;
  }
  return items;
}

function bounded(body: PushBody): PushBody {
  if (body.items.length <= MAX_EVENTS_PER_REQUEST) return body;
  throw new HttpProblem("too_many_events", `The request has more than ${MAX_EVENTS_PER_REQUEST} events. Split it.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpProblem("malformed_json", `The body is not valid JSON${placeOf(error)}.`);
  }
}

/** Where the parser stopped; its own words may quote the body, so they are not repeated. */
function placeOf(error: unknown): string {
  const place = error instanceof Error ? /line (\d+) column (\d+)/.exec(error.message) : null;
  return place === null ? "" : ` (line ${place[1]}, column ${place[2]})`;
}

function wrongShape(detail: string): HttpProblem {
  return new HttpProblem("events_invalid", detail, { errors: [{ pointer: "", detail }] });
}
