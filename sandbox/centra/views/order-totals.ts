import { discountPrice, keptQuantity, linePrice } from "../instance/order-totals.ts";
import { type Price, sumPrices, type Taxing } from "../instance/price.ts";
import type { OrderRecord, ReturnRecord } from "../instance/records.ts";
import { returnTotal } from "../instance/return-operations.ts";
import { moneyView } from "./money.ts";

/**
 * Amounts as the price list has them, and tax beside: grandTotal = lineValues + handling + shipping + discounts + taxAdded + taxDeducted.
 * Discounts and deducted tax are negative.
 */
export function orderTotalsView(order: OrderRecord) {
  const quantity = sum(order.lines.map(keptQuantity));
  const cancelled = sum(order.lines.map((line) => line.cancelledQuantity));
  const lines = sumPrices(order.lines.map((line) => linePrice(order, line)));
  const discounts = discountPrice(order);
  const all = sumPrices([lines, order.shipping, order.handling, discounts]);
  const ofAll = taxParts(all, order.taxing);
  const ofShipping = taxParts(order.shipping, order.taxing);
  const money = (minor: number) => moneyView(minor, order);
  return {
    quantity,
    originalQuantity: quantity + cancelled,
    cancelledQuantity: cancelled,
    lineValues: money(lines.list),
    handling: money(order.handling.list),
    shipping: money(order.shipping.list),
    shippingTaxAdded: money(ofShipping.added),
    shippingTaxDeducted: money(ofShipping.deducted),
    shippingTaxIncluded: money(ofShipping.included),
    discounts: money(discounts.list),
    taxAdded: money(ofAll.added),
    taxDeducted: money(ofAll.deducted),
    taxIncluded: money(ofAll.included),
  };
}

/** The same of a return. */
export function returnTotalsView(order: OrderRecord, made: ReturnRecord) {
  const money = (minor: number) => moneyView(minor, order);
  const total = returnTotal(order, made);
  const tax = taxParts(total, order.taxing);
  return {
    quantity: sum(made.parts.map((part) => part.quantity)),
    lineValues: money(total.list - made.shipping.list - made.discount.list),
    handling: money(0),
    shipping: money(made.shipping.list),
    discounts: money(made.discount.list),
    returnCost: money(0),
    taxAdded: money(tax.added),
    taxDeducted: money(tax.deducted),
    taxIncluded: money(tax.included),
  };
}

function taxParts({ list, gross, net }: Price, { regime }: Taxing) {
  return {
    included: regime === "included" ? gross - net : 0,
    added: regime === "added" ? gross - list : 0,
    deducted: regime === "deducted" ? gross - list : 0,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
