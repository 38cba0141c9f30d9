import type { Instance } from "../instance/instance.ts";
import { divideRounded, type Price, sumPrices, type Taxing, taxed, times } from "../instance/price.ts";
import type { OrderLineRecord } from "../instance/records.ts";
import { type CatalogProduct, PRODUCTS } from "../world/catalog.ts";
import { countryOf } from "../world/places.ts";
import { listPrice } from "../world/price-lists.ts";
import type { Region } from "./people.ts";
import type { Chance } from "./random.ts";

/** One to four lines of one to three pieces, no product twice; some are on sale. */
export function fillBasket(instance: Instance, chance: Chance, region: Region, taxing: Taxing): OrderLineRecord[] {
  const wanted = new Set(Array.from({ length: chance.between(1, 4) }, () => chance.pick(PRODUCTS)));
  return [...wanted].map((product) => {
    const percentOff = chance.percent(25) ? chance.pick([10, 20, 30, 50]) : 0;
    return orderLine(instance, chance, product, listPrice(product, region.currency), percentOff, taxing);
  });
}

/** One line, one to three pieces unless told otherwise; `listMinor` is the price of one piece in the price list. */
export function orderLine(
  instance: Instance,
  chance: Chance,
  product: CatalogProduct,
  listMinor: number,
  percentOff: number,
  taxing: Taxing,
  quantity = chance.percent(70) ? 1 : chance.between(2, 3),
): OrderLineRecord {
  const variant = chance.pick(product.variants);
  const reduced = listMinor - divideRounded(listMinor * percentOff, 100);
  return {
    id: instance.nextId("line"),
    productId: product.id,
    variantId: variant.id,
    sizeId: chance.pick(variant.sizes).id,
    quantity,
    unitOriginal: taxed(listMinor, taxing),
    unit: taxed(reduced, taxing),
    cancelledQuantity: 0,
    shippedQuantity: 0,
    returnedQuantity: 0,
  };
}

export function priceOfLines(lines: readonly OrderLineRecord[], taxing: Taxing): Price {
  return sumPrices(lines.map((line) => times(line.unit, line.quantity, taxing)));
}

/** The tax of a region: its country's, in the US its state's. */
export function taxingOf(region: Region): Taxing {
  const country = countryOf(region.countryCode);
  const state = country.states.find(({ code }) => code === region.stateCode);
  return { regime: country.taxRegime, percent: state?.taxPercent ?? country.taxPercent };
}
