import type { Checkout } from "../commerce/order.ts";
import type { Refund } from "../commerce/refund.ts";

/**
 * Klaviyo keeps the first event of (profile, metric, unique id) and discards the others, so every id is derived from
 * the source alone and tells apart what is to be told apart (Klaviyo, Events API overview). Placed, Confirmed and
 * Cancelled Order carry the order's number itself: Klaviyo's lifetime value matches them by it.
 */
export function orderedProductId(orderNumber: string, lineId: string): string {
  return `${orderNumber}-${lineId}`;
}

/**
 * The first refund carries the order's number, so that lifetime value sees it; later ones would be discarded under it
 * and have ids of their own. A refund without an ordinal counts as the first: intake settles the ordinal before it maps.
 */
export function refundId(orderNumber: string, { id, ordinal = 1 }: Refund): string {
  return ordinal === 1 ? orderNumber : `${orderNumber}-refund-${id}`;
}

/** The same for Shipping Update and the metric of its status, as two metrics never share ids. */
export function shipmentId(updateType: string, shipmentNumber: string): string {
  return `${updateType}-${shipmentNumber}`;
}

/** A selection's checkout starts once, unless the shop tells its visits apart; then it can fire once a visit. */
export function startedCheckoutId({ selectionId, visitId }: Checkout): string {
  return visitId === undefined ? selectionId : `${selectionId}-${visitId}`;
}

/** The customer's id; a shop that has none identifies customers by e-mail address. */
export function createdAccountId(customer: { readonly id?: string | undefined; readonly email: string }): string {
  return customer.id ?? customer.email.toLowerCase();
}
