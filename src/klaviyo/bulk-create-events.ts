import { fields } from "./create-event.ts";

/** Events of one customer, in the order in which they happened. */
export interface ProfileGroup {
  /** JSON text of the profile's attributes. */
  readonly profile: string;
  /** JSON texts of the events' attributes without profile. */
  readonly events: readonly string[];
}

export const BULK_CREATE_EVENTS = { method: "POST", path: "/api/event-bulk-create-jobs" } as const;

/** Klaviyo, Bulk Create Events: events over all profiles, and bytes of the whole request. */
export const BULK_MAX_EVENTS = 1_000;
export const BULK_MAX_BYTES = 5_000_000;

const HEAD = '{"data":{"type":"event-bulk-create-job","attributes":{"events-bulk-create":{"data":[';
const TAIL = "]}}}}";

/**
 * The body of Bulk Create Events, put together from the stored texts without parsing them. With `backfill`, on the profile group and
 * on each event, Klaviyo records the events but triggers no flows.
 */
export function bulkCreateEventsBody(groups: Iterable<ProfileGroup>, backfill: boolean): string {
  return [HEAD, ...groupTexts(groups, backfill, ""), TAIL].join("");
}

/** The same body in parts, each made when it is asked for, of groups that come page by page. */
export async function* bulkCreateEventsParts(
  pages: AsyncIterable<Iterable<ProfileGroup>>,
  backfill: boolean,
): AsyncGenerator<Iterable<string>> {
  yield [HEAD];
  let separator = "";
  for await (const groups of pages) {
    yield groupTexts(groups, backfill, separator);
    separator = ",";
  }
  yield [TAIL];
}

function* groupTexts(groups: Iterable<ProfileGroup>, backfill: boolean, separator: string): Generator<string> {
  const flag = backfill ? '"backfill":true,' : "";
  let beforeGroup = separator;
  for (const { profile, events } of groups) {
    yield `${beforeGroup}{"type":"event-bulk-create","attributes":{${flag}"profile":{"data":{"type":"profile","attributes":`;
    yield profile;
    yield '}},"events":{"data":[';
    let beforeEvent = "";
    for (const event of events) {
      yield `${beforeEvent}{"type":"event","attributes":{${flag}`;
      yield fields(event);
      yield "}}";
      beforeEvent = ",";
    }
    yield "]}}}";
    beforeGroup = ",";
  }
}

/** Bytes that a group adds beside its profile and its events; the same for an event. Rounded up: used to stay below the limit. */
export const BULK_GROUP_OVERHEAD_BYTES = 160;
export const BULK_EVENT_OVERHEAD_BYTES = 60;
export const BULK_REQUEST_OVERHEAD_BYTES = HEAD.length + TAIL.length;
