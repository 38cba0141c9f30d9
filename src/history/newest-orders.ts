import type { CommerceEvent } from "../commerce/commerce-event.ts";

/**
 * The ids of the events whose order is the newest of its customer among these. Only they may say who the customer is, so that an
 * old order never overwrites what a newer one said. Of orders made at the same moment the last counts.
 */
export function newestOrders(events: readonly CommerceEvent[]): ReadonlySet<string> {
  const newest = new Map<string, { readonly number: string; readonly createdAt: number }>();
  for (const { data } of events) {
    if (!("order" in data)) continue;
    const { number, createdAt, customer } = data.order;
    const email = customer.email.toLowerCase();
    const made = Date.parse(createdAt);
    if (made >= (newest.get(email)?.createdAt ?? Number.NEGATIVE_INFINITY)) {
      newest.set(email, { number, createdAt: made });
    }
  }
  const ids = events.flatMap(({ id, data }) => {
    if (!("order" in data)) return [];
    return newest.get(data.order.customer.email.toLowerCase())?.number === data.order.number ? [id] : [];
  });
  return new Set(ids);
}
