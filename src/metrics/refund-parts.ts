import { currencyDigits } from "../commerce/money.ts";
import type { Order } from "../commerce/order.ts";
import type { OrderLine } from "../commerce/order-line.ts";
import type { Refund } from "../commerce/refund.ts";
import { parseUnits, roundUnits, shareOf, sumUnits, type Units } from "./exact-amounts.ts";
import { type LineParts, linePartsOf, type PriceParts, partsOf } from "./prices.ts";

/** What of an order a refund is about, and its amounts before conversion; the refunded amount is the total. */
export interface RefundParts {
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: number }[];
  readonly parts: PriceParts;
}

/**
 * What is paid back for each part: as the refund says, else the part's share of the order. A refund of the order's whole
 * total that names no parts is a refund of all of them.
 */
export function refundPartsOf(order: Order, refund: Refund): RefundParts {
  const whole = partsOf(order);
  const total = parseUnits(refund.amount);
  const isWhole = total === whole.total;
  const lines = refundedLines(order, refund, isWhole);
  const lineParts = lines.map((refunded) => refundedLineParts(refunded, currencyDigits(order.currency)));
  const shipping = partOf(refund.shippingAmount, isWhole, whole.shipping);
  const handling = partOf(refund.handlingAmount, isWhole, whole.handling);
  const shippingTax = taxShare(whole.shippingTax, shipping, whole.shipping);
  const handlingTax = taxShare(whole.handlingTax, handling, whole.handling);
  const tax = refund.taxAmount ? parseUnits(refund.taxAmount) : undefined;
  const taxOfParts = () => sumUnits([...lineParts.map((line) => line.tax), shippingTax, handlingTax]);
  return {
    lines: lines.map(({ line, quantity }) => ({ line, quantity })),
    parts: {
      total,
      tax: tax ?? (isWhole ? whole.tax : taxOfParts()),
      lines: lineParts,
      shipping,
      shippingTax,
      handling,
      handlingTax,
      discounts: isWhole ? whole.discounts : [],
    },
  };
}

interface RefundedLine {
  readonly line: OrderLine;
  readonly quantity: number;
  readonly amount: string | undefined;
}

function refundedLines(order: Order, refund: Refund, isWhole: boolean): RefundedLine[] {
  if (!refund.lines) {
    return isWhole ? order.lines.map((line) => ({ line, quantity: line.quantity, amount: undefined })) : [];
  }
  const linesById = new Map(order.lines.map((line) => [line.id, line]));
  return refund.lines.flatMap(({ lineId, quantity, amount }) => {
    const line = linesById.get(lineId);
    return line ? [{ line, quantity, amount }] : [];
  });
}

function refundedLineParts({ line, quantity, amount }: RefundedLine, digits: number): LineParts {
  const whole = linePartsOf(line);
  const share = (units: Units) => roundUnits(shareOf(units, quantity, line.quantity), digits);
  const total = amount === undefined ? share(whole.total) : parseUnits(amount);
  return {
    quantity,
    unit: amount === undefined ? whole.unit : roundUnits(shareOf(total, 1, quantity), digits),
    total,
    discount: share(whole.discount),
    tax: roundUnits(taxShare(whole.tax, total, whole.total), digits),
  };
}

function partOf(amount: string | undefined, isWhole: boolean, whole: Units): Units {
  if (amount !== undefined) return parseUnits(amount);
  return isWhole ? whole : 0;
}

function taxShare(tax: Units, amount: Units, whole: Units): Units {
  return whole === 0 ? 0 : shareOf(tax, amount, whole);
}
