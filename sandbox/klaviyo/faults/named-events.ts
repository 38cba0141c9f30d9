import { isRecord } from "../shapes/shape.ts";

/** An event as a request names it, before the body is known to be right. */
export interface NamedEvent {
  readonly metric: string;
  readonly uniqueId: string;
  readonly email: string | null;
  /** Where the event stands in the body. */
  readonly pointer: string;
}

/** The events of a Create Event or Bulk Create Events body; whatever is malformed is left out. */
export function namedEvents(body: unknown): readonly NamedEvent[] {
  const attributes = at(body, "data", "attributes");
  const groups = at(attributes, "events-bulk-create", "data");
  if (!Array.isArray(groups)) return nameEvent(attributes, at(attributes, "profile"), "/data");
  return groups.flatMap((group, index) => {
    const profile = at(group, "attributes", "profile");
    const events = at(group, "attributes", "events", "data");
    if (!Array.isArray(events)) return [];
    return events.flatMap((event, position) =>
      nameEvent(
        at(event, "attributes"),
        profile,
        `/data/attributes/events-bulk-create/data/${index}/attributes/events/data/${position}`,
      ),
    );
  });
}

function nameEvent(attributes: unknown, profile: unknown, pointer: string): readonly NamedEvent[] {
  const metric = at(attributes, "metric", "data", "attributes", "name");
  const uniqueId = at(attributes, "unique_id");
  const email = at(profile, "data", "attributes", "email");
  if (typeof metric !== "string" || typeof uniqueId !== "string") return [];
  return [{ metric, uniqueId, email: typeof email === "string" ? email : null, pointer }];
}

function at(value: unknown, ...names: readonly string[]): unknown {
  let inner = value;
  for (const name of names) inner = isRecord(inner) ? inner[name] : undefined;
  return inner;
}
