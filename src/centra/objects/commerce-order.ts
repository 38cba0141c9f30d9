import { addAmounts, amountText, rateText, sizeOf } from "./amounts.ts";
import { commerceLine, type DisplayedProduct, lineValueOf, orderedQuantity } from "./commerce-line.ts";
import { addressOf, countryCode, cut, emailAddress, languageOf, placeOf } from "./commerce-parts.ts";
import { ingridOf } from "./ingrid.ts";
import type { CentraOrder } from "./read-order.ts";

/** What orders are told with, besides themselves. */
export interface OrderContext {
  /** ISO 4217; null when Centra does not say. */
  readonly baseCurrency: string | null;
  /** By display item id. */
  readonly products: ReadonlyMap<string, DisplayedProduct>;
  /** With `{display_uri}`; empty = none. */
  readonly productPageUrl: string;
  readonly imageSize: string;
  readonly trackingUrls: Readonly<Record<string, string>>;
}

/**
 * The order as the customer made it, as the shop's language says it: Centra's quantities and totals are without units that were
 * cancelled since, so these are added again. It is checked where it is used.
 */
export function commerceOrder(order: CentraOrder, context: OrderContext): object {
  const cancelled = order.lines.map((line) => lineValueOf(line, line.cancelledQuantity ?? 0));
  const totals = order.totals;
  const tax = addAmounts(sizeOf(totals?.taxIncluded), sizeOf(totals?.taxAdded));
  const currency = order.baseGrandTotal?.currency?.code;
  const rate = order.baseGrandTotal?.conversionRate;
  const base =
    rate === undefined || context.baseCurrency === null ? undefined : { rate, currency: context.baseCurrency };
  return {
    number: order.number,
    id: order.id,
    createdAt: order.orderDate ?? order.createdAt,
    customer: customerOf(order),
    billingAddress: addressOf(order.billingAddress),
    shippingAddress: addressOf(order.shippingAddress),
    // Where the instance does not tell what was cancelled, nothing is left to say of a line that was.
    lines: order.lines.filter((line) => orderedQuantity(line) > 0).map((line) => commerceLine(line, context)),
    shipping: {
      method: cut(order.shippingPriceGroup?.shippingOption?.name, 200),
      ingrid: ingridOf(order.attributes),
      cost: amountText(sizeOf(totals?.shipping)),
      taxAmount: amountText(addAmounts(sizeOf(totals?.shippingTaxIncluded), sizeOf(totals?.shippingTaxAdded))),
    },
    handling: { cost: amountText(sizeOf(totals?.handling)), taxAmount: "0" },
    discounts: discountsOf(order),
    totals: {
      grandTotal: amountText(addAmounts(order.baseGrandTotal?.value, ...cancelled.map(({ gross }) => gross))),
      taxAmount: amountText(addAmounts(tax, ...cancelled.map((line) => line.tax))),
    },
    paymentMethod: cut(order.paymentMethod?.name ?? order.paymentMethod?.uri, 200),
    market: placeOf(order.market),
    pricelist: placeOf(order.pricelist),
    country: countryCode(order.country?.code ?? order.shippingAddress?.country?.code),
    siteLanguage: languageOf(order.language),
    currency,
    baseCurrency: base?.currency,
    conversionRate: base === undefined ? undefined : rateText(base.rate),
  };
}

/** The e-mail address that the customer has, else the one on an address. */
export function emailOf(order: CentraOrder): string | undefined {
  return (
    emailAddress(order.customer?.email) ??
    emailAddress(order.billingAddress?.email) ??
    emailAddress(order.shippingAddress?.email)
  );
}

function customerOf(order: CentraOrder): object {
  const address = order.billingAddress ?? order.shippingAddress;
  return {
    id: order.customer?.id,
    email: emailOf(order),
    firstName: cut(order.customer?.firstName ?? address?.firstName, 200),
    lastName: cut(order.customer?.lastName ?? address?.lastName, 200),
    company: cut(address?.companyName, 200),
    phone: cut(address?.cellPhoneNumber ?? address?.phoneNumber, 50),
  };
}

/**
 * `totals.discounts` is what they take off beyond the lines' own prices. Where the vouchers' own values do not add up to it, parts of
 * them are in the lines' prices already, and the whole of it is told with the first.
 */
function discountsOf(order: CentraOrder): object[] {
  const total = sizeOf(order.totals?.discounts);
  const given = order.discountsApplied.slice(0, 100);
  const addsUp = Math.abs(addAmounts(...given.map(({ value }) => sizeOf(value))) - total) < 0.005;
  if (given.length === 0 && total > 0) return [{ amount: amountText(total) }];
  return given.map(({ code, voucherName, value }, index) => ({
    code: cut(code, 100),
    name: cut(voucherName, 200),
    amount: amountText(addsUp ? sizeOf(value) : index === 0 ? total : 0),
  }));
}
