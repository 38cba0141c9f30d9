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
export function bulkCreateEventsBody(groups: readonly ProfileGroup[], backfill: boolean): string {
  return `${HEAD}${separate(groups, (group) => groupText(group, backfill))}${TAIL}`;
}

function groupText({ profile, events }: ProfileGroup, backfill: boolean): string {
  const flag = backfill ? '"backfill":true,' : "";
  const data = separate(events, (event) => `{"type":"event","attributes":{${flag}${fields(event)}}}`);
  return `{"type":"event-bulk-create","attributes":{${flag}"profile":{"data":{"type":"profile","attributes":${profile}}},"events":{"data":[${data}]}}}`;
}

/** With commas between. By concatenation, which is written out once, at the end; `join` would copy megabytes at each level. */
function separate<Item>(items: readonly Item[], textOf: (item: Item) => string): string {
  let text = "";
  for (const item of items) text += text === "" ? textOf(item) : `,${textOf(item)}`;
  return text;
}

/** Bytes that a group adds beside its profile and its events; the same for an event. Rounded up: used to stay below the limit. */
export const BULK_GROUP_OVERHEAD_BYTES = 160;
export const BULK_EVENT_OVERHEAD_BYTES = 60;
export const BULK_REQUEST_OVERHEAD_BYTES = HEAD.length + TAIL.length;
