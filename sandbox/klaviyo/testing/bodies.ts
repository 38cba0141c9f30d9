/** Bodies that Klaviyo takes, to be varied by tests. */

type Attributes = Readonly<Record<string, unknown>>;

export const anna = { email: "anna@shop.se" };

export function metricNamed(name: string) {
  return { data: { type: "metric", attributes: { name } } };
}

export function eventAttributes(changes: Attributes = {}): Attributes {
  return {
    properties: { OrderId: "1001" },
    time: "2026-07-01T10:00:00+02:00",
    value: 100,
    value_currency: "SEK",
    unique_id: "1001",
    metric: metricNamed("Placed Order"),
    ...changes,
  };
}

export function eventBody(changes: Attributes = {}, profile: Attributes = anna) {
  return {
    data: {
      type: "event",
      attributes: { ...eventAttributes(changes), profile: { data: { type: "profile", attributes: profile } } },
    },
  };
}

/** One group of a bulk request: events of one profile. */
export function bulkGroup(events: readonly Attributes[], profile: Attributes = anna, changes: Attributes = {}) {
  return {
    type: "event-bulk-create",
    attributes: {
      profile: { data: { type: "profile", attributes: profile } },
      events: { data: events.map((attributes) => ({ type: "event", attributes })) },
      ...changes,
    },
  };
}

export function bulkBody(groups: readonly unknown[]) {
  return { data: { type: "event-bulk-create-job", attributes: { "events-bulk-create": { data: groups } } } };
}

export function profileBody(attributes: Attributes, changes: Attributes = {}) {
  return { data: { type: "profile", attributes, ...changes } };
}

export function nested(levels: number): unknown {
  return levels === 0 ? "deep" : { inner: nested(levels - 1) };
}
