import type { CommerceEvent, CommerceEventOf } from "../commerce/commerce-event.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";

type Refunded = CommerceEventOf<"order.refunded">;

/** What a refund says of itself when another one is its order's first. */
const A_LATER_ONE = 2;

/**
 * Says in each refund whether it is its order's first, as the database has settled it once and for all, so that a refund
 * has the same id in Klaviyo however often and from whichever source it comes. Within a batch the earliest is first; a
 * refund that says of itself that it is a later one never becomes the first. Other events pass as they are.
 */
export async function settleRefunds(
  pluginId: string,
  events: readonly CommerceEvent[],
  firstRefunds: FirstRefunds,
): Promise<CommerceEvent[]> {
  const refunds = events.filter((event) => event.type === "order.refunded").toSorted(byTime);
  if (refunds.length === 0) return [...events];
  const claims = refunds.map(({ data: { order, refund } }) => ({
    orderNumber: order.number,
    refundId: refund.id,
    mayBeFirst: refund.ordinal === undefined || refund.ordinal === 1,
  }));
  const settled = await firstRefunds.settle(pluginId, claims);
  const firsts = new Set(refunds.filter((_refund, index) => settled[index] === true));
  return events.map((event) => (event.type === "order.refunded" ? withOrdinal(event, firsts.has(event)) : event));
}

function withOrdinal(event: Refunded, isFirst: boolean): Refunded {
  const { order, refund } = event.data;
  const ordinal = isFirst ? 1 : Math.max(refund.ordinal ?? A_LATER_ONE, A_LATER_ONE);
  return Object.assign({}, event, { data: { order, refund: { ...refund, ordinal } } });
}

function byTime(a: CommerceEvent, b: CommerceEvent): number {
  return Date.parse(a.time) - Date.parse(b.time);
}
