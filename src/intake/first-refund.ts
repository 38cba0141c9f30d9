import type { CommerceEvent, CommerceEventOf } from "../commerce/commerce-event.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";

/** A commerce event, with the refund that carries the order's plain number in Klaviyo where it matters. */
export interface IdentifiedEvent {
  readonly event: CommerceEvent;
  readonly firstRefundId: string | null;
}

/**
 * Settles for each refund whether it is its order's first, once and for all: what the database says holds, whoever asks,
 * so that a refund has the same id in Klaviyo however often and from whichever source it comes. Within a batch the
 * earliest refund goes first. A refund that says of itself that it is a later one never becomes the first.
 */
export async function identifyRefunds(
  pluginId: string,
  events: readonly CommerceEvent[],
  firstRefunds: FirstRefunds,
): Promise<IdentifiedEvent[]> {
  const refunds = events.filter((event) => event.type === "order.refunded");
  if (refunds.length === 0) return events.map((event) => ({ event, firstRefundId: null }));
  const owners = await firstRefunds.settle(
    pluginId,
    refunds
      .toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))
      .map(({ data: { order, refund } }) => ({
        orderNumber: order.number,
        refundId: refund.id,
        mayBeFirst: refund.ordinal === undefined || refund.ordinal === 1,
      })),
  );
  return events.map((event) => {
    if (event.type !== "order.refunded") return { event, firstRefundId: null };
    const owner = owners.get(event.data.order.number) ?? null;
    const isLater = (event.data.refund.ordinal ?? 1) > 1 && owner !== event.data.refund.id;
    return { event: isLater ? event : withoutOrdinal(event), firstRefundId: owner };
  });
}

/** What was settled comes before what the refund says of itself. */
function withoutOrdinal(event: CommerceEventOf<"order.refunded">): CommerceEventOf<"order.refunded"> {
  const { ordinal: _settled, ...refund } = event.data.refund;
  return Object.assign({}, event, { data: { ...event.data, refund } });
}
