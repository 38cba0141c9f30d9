import type { TaxRegime } from "../world/places.ts";

/** One amount in minor units of its currency, as the price list has it and as the customer pays it. */
export interface Price {
  /** Of the price list, before tax was added or deducted. */
  readonly list: number;
  /** What the customer pays. */
  readonly gross: number;
  /** Of that, without tax. */
  readonly net: number;
}

export interface Taxing {
  readonly regime: TaxRegime;
  readonly percent: number;
}

export const NO_PRICE: Price = { list: 0, gross: 0, net: 0 };

/** What becomes of an amount of the price list. `list` may be negative: a discount. */
export function taxed(list: number, { regime, percent }: Taxing): Price {
  const withoutTax = divideRounded(list * 100_000, 100_000 + Math.round(percent * 1_000));
  switch (regime) {
    case "included":
      return { list, gross: list, net: withoutTax };
    case "added":
      return { list, gross: list + divideRounded(list * Math.round(percent * 1_000), 100_000), net: list };
    case "deducted":
      return { list, gross: withoutTax, net: withoutTax };
  }
}

/** So many pieces at a unit's price: gross is unit × quantity exactly; tax that is within the price is taken from the sum. */
export function times(unit: Price, quantity: number, taxing: Taxing): Price {
  const list = unit.list * quantity;
  const gross = unit.gross * quantity;
  const net = taxing.regime === "included" ? taxed(gross, taxing).net : unit.net * quantity;
  return { list, gross, net };
}

export function sumPrices(prices: Iterable<Price>): Price {
  let [list, gross, net] = [0, 0, 0];
  for (const price of prices) {
    list += price.list;
    gross += price.gross;
    net += price.net;
  }
  return { list, gross, net };
}

export function negate({ list, gross, net }: Price): Price {
  return { list: 0 - list, gross: 0 - gross, net: 0 - net };
}

/** Half away from zero. */
export function divideRounded(dividend: number, divisor: number): number {
  const size = Math.abs(dividend);
  const quotient = Math.floor((size + divisor / 2) / divisor);
  return dividend < 0 && quotient > 0 ? -quotient : quotient;
}
