import { negate, type Price, sumPrices, times } from "./price.ts";
import type { OrderLineRecord, OrderRecord } from "./records.ts";

/** The line without its cancelled units. */
export function linePrice(order: OrderRecord, line: OrderLineRecord, quantity = keptQuantity(line)): Price {
  return times(line.unit, quantity, order.taxing);
}

export function keptQuantity(line: OrderLineRecord): number {
  return line.quantity - line.cancelledQuantity;
}

export function discountPrice(order: OrderRecord): Price {
  return negate(sumPrices(order.discounts.map((discount) => discount.amount)));
}

/** What the customer pays for what is not cancelled. */
export function grandTotal(order: OrderRecord): Price {
  return sumPrices([
    ...order.lines.map((line) => linePrice(order, line)),
    order.shipping,
    order.handling,
    discountPrice(order),
  ]);
}
