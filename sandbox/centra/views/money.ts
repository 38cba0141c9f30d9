import type { Price } from "../instance/price.ts";
import { currencyOf } from "../world/places.ts";
import { currencyView } from "./places.ts";

/** The currency of an amount and the rate to the base currency that its order has. */
export interface MoneyOf {
  readonly currency: string;
  /** Decimal text. */
  readonly rate: string;
}

/** A `MonetaryValue` of so many minor units. */
export function moneyView(minor: number, { currency, rate }: MoneyOf) {
  const { digits } = currencyOf(currency);
  const value = minor / 10 ** digits;
  return {
    value,
    currency: () => currencyView(currencyOf(currency)),
    formattedValue: `${value.toFixed(digits)} ${currency}`,
    conversionRate: Number(rate),
  };
}

/** A field with the argument `includingTax`. */
export function withOrWithoutTax(price: () => Price, money: MoneyOf) {
  return ({ includingTax }: { readonly includingTax: boolean }) =>
    moneyView(includingTax ? price().gross : price().net, money);
}
