import type { Purchase } from "../commerce/order.ts";
import type { OrderLine } from "../commerce/order-line.ts";
import {
  apportion,
  type Conversion,
  convert,
  formatMinor,
  type Minor,
  parseUnits,
  shareOf,
  sumUnits,
  type Units,
} from "./exact-amounts.ts";
import type { Currencies } from "./exchange-rate.ts";

/** One amount in minor units of both currencies. */
export interface Amount {
  readonly base: Minor;
  readonly customer: Minor;
}

/** A line's amounts, tax included. original = total + discount, in both currencies. */
export interface LinePrices {
  readonly total: Amount;
  readonly original: Amount;
  readonly discount: Amount;
  readonly unit: Amount;
  readonly tax: Amount;
}

/**
 * The amounts of an order, in both currencies. What always holds, to the last digit:
 * total = lines + shipping + handling − discounts + other, and tax = tax of lines + of shipping + of handling + otherTax.
 */
export interface PurchasePrices {
  readonly total: Amount;
  readonly tax: Amount;
  readonly lines: readonly LinePrices[];
  readonly shipping: Amount;
  readonly shippingTax: Amount;
  readonly handling: Amount;
  readonly handlingTax: Amount;
  /** Of the order as a whole, beyond the lines' own. */
  readonly discounts: readonly Amount[];
  /** Lines' discounts and those of the whole together. */
  readonly discount: Amount;
  /** What the shop added to its total, or took off it, without saying what for: rounding to cash, a gift card. */
  readonly other: Amount;
  readonly otherTax: Amount;
}

/** The amounts of an order before conversion. */
export interface PriceParts {
  readonly total: Units;
  readonly tax: Units;
  readonly lines: readonly LineParts[];
  readonly shipping: Units;
  readonly shippingTax: Units;
  readonly handling: Units;
  readonly handlingTax: Units;
  readonly discounts: readonly Units[];
}

export interface LineParts {
  readonly quantity: number;
  readonly unit: Units;
  readonly total: Units;
  readonly discount: Units;
  readonly tax: Units;
}

export function pricePurchase(purchase: Purchase, currencies: Currencies): PurchasePrices {
  return convertParts(partsOf(purchase), currencies);
}

export function partsOf({ totals, lines, shipping, handling, discounts }: Purchase): PriceParts {
  return {
    total: parseUnits(totals.grandTotal),
    tax: parseUnits(totals.taxAmount),
    lines: lines.map(linePartsOf),
    shipping: shipping ? parseUnits(shipping.cost) : 0,
    shippingTax: shipping ? parseUnits(shipping.taxAmount) : 0,
    handling: handling ? parseUnits(handling.cost) : 0,
    handlingTax: handling ? parseUnits(handling.taxAmount) : 0,
    discounts: discounts ? discounts.map((discount) => parseUnits(discount.amount)) : [],
  };
}

export function linePartsOf(line: OrderLine): LineParts {
  const total = parseUnits(line.total);
  const original = sumUnits([parseUnits(line.unitOriginalPrice) * line.quantity]);
  return {
    quantity: line.quantity,
    unit: parseUnits(line.unitPrice),
    total,
    discount: Math.max(0, original - total),
    tax: parseUnits(line.taxAmount),
  };
}

export function convertParts(parts: PriceParts, currencies: Currencies): PurchasePrices {
  const customer = convertInto(parts, currencies.toCustomer);
  const base = currencies.isSame ? customer : convertInto(parts, currencies.toBase);
  return {
    total: beside(base.total, customer.total),
    tax: beside(base.tax, customer.tax),
    lines: base.lines.map((line, index) => lineBeside(line, customer.lines[index] ?? line)),
    shipping: beside(base.shipping, customer.shipping),
    shippingTax: beside(base.shippingTax, customer.shippingTax),
    handling: beside(base.handling, customer.handling),
    handlingTax: beside(base.handlingTax, customer.handlingTax),
    discounts: base.discounts.map((discount, index) => beside(discount, customer.discounts[index] ?? discount)),
    discount: beside(base.discount, customer.discount),
    other: beside(base.other, customer.other),
    otherTax: beside(base.otherTax, customer.otherTax),
  };
}

function beside(base: Minor, customer: Minor): Amount {
  return { base, customer };
}

function lineBeside(base: ConvertedLine, customer: ConvertedLine): LinePrices {
  return {
    total: beside(base.total, customer.total),
    original: beside(base.total + base.discount, customer.total + customer.discount),
    discount: beside(base.discount, customer.discount),
    unit: beside(base.unit, customer.unit),
    tax: beside(base.tax, customer.tax),
  };
}

interface ConvertedLine {
  readonly total: Minor;
  readonly discount: Minor;
  readonly unit: Minor;
  readonly tax: Minor;
}

/** All of a purchase in one currency. */
function convertInto(parts: PriceParts, conversion: Conversion) {
  const { lines, discounts } = parts;
  const totals = apportionWithRest(
    parts.total,
    [...lines.map((line) => line.total), parts.shipping, parts.handling, ...discounts.map((discount) => -discount)],
    conversion,
  );
  const taxes = apportionWithRest(
    parts.tax,
    [...lines.map((line) => line.tax), parts.shippingTax, parts.handlingTax],
    conversion,
  );
  const convertedLines = lines.map((line, index): ConvertedLine => {
    const total = totals.parts[index] ?? 0;
    return {
      total,
      discount: convert(line.discount, conversion),
      unit:
        line.unit * line.quantity === line.total ? shareOf(total, 1, line.quantity) : convert(line.unit, conversion),
      tax: taxes.parts[index] ?? 0,
    };
  });
  const convertedDiscounts = discounts.map((_, index) => 0 - (totals.parts[lines.length + 2 + index] ?? 0));
  return {
    total: totals.total,
    tax: taxes.total,
    lines: convertedLines,
    shipping: totals.parts[lines.length] ?? 0,
    shippingTax: taxes.parts[lines.length] ?? 0,
    handling: totals.parts[lines.length + 1] ?? 0,
    handlingTax: taxes.parts[lines.length + 1] ?? 0,
    discounts: convertedDiscounts,
    discount: sum(convertedLines.map((line) => line.discount)) + sum(convertedDiscounts),
    other: totals.rest,
    otherTax: taxes.rest,
  };
}

function sum(amounts: readonly number[]): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
}

/** What the parts lack to the total, or have too much, is one more part. */
function apportionWithRest(total: Units, parts: Units[], conversion: Conversion) {
  parts.push(total - sumUnits(parts));
  const apportioned = apportion(total, parts, conversion);
  return { ...apportioned, rest: apportioned.parts[parts.length - 1] ?? 0 };
}

/** Part of a line's pieces, at the prices that the line has in its order. */
export function shareOfLine(line: LinePrices, quantity: number, ordered: number): LinePrices {
  if (quantity === ordered) return line;
  const share = ({ base, customer }: Amount) =>
    beside(shareOf(base, quantity, ordered), shareOf(customer, quantity, ordered));
  const total = share(line.total);
  const discount = share(line.discount);
  return { total, discount, original: addAmounts([total, discount]), unit: line.unit, tax: share(line.tax) };
}

export function addAmounts(amounts: readonly Amount[]): Amount {
  return { base: sum(amounts.map((amount) => amount.base)), customer: sum(amounts.map((amount) => amount.customer)) };
}

/** As text with the digits of the base currency. */
export function inBase(amount: Amount, currencies: Currencies): string {
  return formatMinor(amount.base, currencies.baseDigits);
}

/** As text with the digits of the customer's currency. */
export function inCustomer(amount: Amount, currencies: Currencies): string {
  return formatMinor(amount.customer, currencies.customerDigits);
}

/** As the customer writes it in their currency: `1 234,50 kr`. */
export function asWritten(amount: Amount, currencies: Currencies): string {
  return currencies.writing.money(amount.customer);
}
