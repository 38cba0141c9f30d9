import type { Reason } from "./mapping-outcome.ts";
import type { MetricEvent } from "./metric-event.ts";

/**
 * Klaviyo's limits on an event (Klaviyo, Events API overview, limitations): 400 properties, strings of 100 KB, arrays of
 * 4,000, 5 MB in all, ids of 255 characters, e-mail addresses under 100. Properties are a fixed list well below, and the
 * commerce schemas bound every string; the number of lines and what follows from the source is checked here.
 */
const MAX_ITEMS = 4000;

/** Leaves room for the envelope below 5 MB. */
const MAX_PROPERTIES_BYTES = 4_500_000;

/** So many lines are within the size whatever is in them, by the bounds of the commerce schemas; more are measured. */
const UNMEASURED_ITEMS = 20;

const MAX_EMAIL_LENGTH = 99;
const MAX_UNIQUE_ID_LENGTH = 255;

/** Klaviyo's pages say 1990 and 2000; the later one is safe. */
const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const MAX_AHEAD_MS = 365 * 24 * 3600 * 1000;

/**
 * Builds properties of as many items as Klaviyo takes. `build` makes them of the first `count` items; when that is not all,
 * it names in `TruncatedFields` what was cut.
 */
export function fitItems<Properties>(items: number, build: (count: number) => Properties): Properties {
  let count = Math.min(items, MAX_ITEMS);
  for (;;) {
    const properties = build(count);
    if (count <= UNMEASURED_ITEMS) return properties;
    const bytes = utf8Length(JSON.stringify(properties));
    if (bytes <= MAX_PROPERTIES_BYTES) return properties;
    count = Math.max(UNMEASURED_ITEMS, Math.floor((count * MAX_PROPERTIES_BYTES * 0.95) / bytes));
  }
}

const encoder = new TextEncoder();

function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** Why Klaviyo would refuse a time, or drop it silently; null when it would not. `now` is in milliseconds since the epoch. */
export function findTimeOutOfRange(time: string, now: number | undefined): Reason | null {
  const moment = Date.parse(time);
  if (moment >= EARLIEST && (now === undefined || moment <= now + MAX_AHEAD_MS)) return null;
  return {
    code: "time_out_of_range",
    message: `The event's time is ${time}; Klaviyo takes events from 2000 to a year ahead. Correct the time and send the event again.`,
  };
}

/** Why Klaviyo would refuse the event; null when it would not. */
export function findLimitBroken({ profile, uniqueId }: MetricEvent): Reason | null {
  if (profile.email.length > MAX_EMAIL_LENGTH) {
    return {
      code: "email_too_long",
      message: `The customer's e-mail address has ${profile.email.length} characters; Klaviyo takes ${MAX_EMAIL_LENGTH}. Correct it in the shop.`,
    };
  }
  if (uniqueId.length > MAX_UNIQUE_ID_LENGTH) {
    return {
      code: "unique_id_too_long",
      message: `The event's id for Klaviyo has ${uniqueId.length} characters; Klaviyo takes ${MAX_UNIQUE_ID_LENGTH}. Shorten the shop's id.`,
    };
  }
  return null;
}
