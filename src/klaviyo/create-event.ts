/** The stored JSON texts of one metric event. */
export interface EncodedEvent {
  /** The event's attributes without its profile: an object with at least one field. */
  readonly body: string;
  /** The profile's attributes. */
  readonly profile: string;
}

export const CREATE_EVENT = { method: "POST", path: "/api/events" } as const;

/**
 * The body of Create Event, put together from the stored texts without parsing them.
 * Here a profile's `meta` lies inside its attributes, unlike in bulk (Klaviyo, Create Event, revision 2026-07-15).
 */
export function createEventBody(event: EncodedEvent): string {
  const profile = `"profile":{"data":{"type":"profile","attributes":${event.profile}}}`;
  return `{"data":{"type":"event","attributes":{${fields(event.body)},${profile}}}}`;
}

/** `{"a":1}` → `"a":1`. */
export function fields(objectText: string): string {
  return objectText.slice(1, -1);
}
