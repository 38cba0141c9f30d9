import type { CatalogProduct } from "./catalog.ts";
import { currencyOf } from "./places.ts";

/** What a product costs in a currency's price list, in minor units: as a shop would set it, not to the last cent of the rate. */
export function listPrice(product: CatalogProduct, currency: string): number {
  const { rate, digits } = currencyOf(currency);
  const inCurrency = product.basePrice / Number(rate);
  const minor = Math.round(inCurrency * 10 ** digits);
  return digits === 0 ? Math.max(100, Math.round(minor / 100) * 100) : Math.max(1, minor);
}
