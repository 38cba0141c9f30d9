import type { RequestContext } from "../graphql/context.ts";
import {
  ALL_PRODUCTS,
  BRANDS,
  CATEGORIES,
  type CatalogProduct,
  GIFT_CERTIFICATE_GENERATORS,
} from "../world/catalog.ts";
import {
  BASE_CURRENCY,
  COUNTRIES,
  CURRENCIES,
  currencyOf,
  LANGUAGES,
  MARKETS,
  PRICELISTS,
  STORES,
} from "../world/places.ts";
import {
  allVariants,
  brandView,
  categoryView,
  displayItemView,
  displayView,
  productView,
  variantView,
} from "./catalog.ts";
import { type ListArguments, type Listing, listPage } from "./listing.ts";
import { countryView, currencyView, languageView, marketView, pricelistView, storeView } from "./places.ts";
import { generatorView } from "./voucher.ts";

type ProductVariant = ReturnType<typeof allVariants>[number];

const byId = { id: (thing: { readonly id: number }) => thing.id };
const named = { ...byId, name: (thing: { readonly name: string }) => thing.name };

const displayListing: Listing<ProductVariant> = {
  facts: {
    id: ({ variant }) => variant.displayId,
    productId: ({ product }) => product.id,
    productVariantId: ({ variant }) => variant.id,
    storeId: () => 1,
    updatedAt: () => 0,
  },
};

const displayItemListing: Listing<ProductVariant> = {
  facts: {
    id: ({ variant }) => variant.displayItemId,
    displayId: ({ variant }) => variant.displayId,
    productVariantId: ({ variant }) => variant.id,
  },
};

const productListing: Listing<CatalogProduct> = {
  facts: { ...byId, productNumber: (product) => product.number, updatedAt: () => 0 },
};

/** A query field that lists things which never change. */
function listOf<Item>(items: readonly Item[], listing: Listing<Item>, view: (item: Item) => unknown) {
  return (args: ListArguments, context: RequestContext) => listPage(items, args, listing, context).map(view);
}

const viewById = (view: (id: number) => unknown) => (thing: { readonly id: number }) => view(thing.id);

/** The query fields for the catalog and the places of a shop. */
export const catalogFields = {
  stores: listOf(STORES, { facts: { ...named, type: () => "DIRECT_TO_CONSUMER" } }, viewById(storeView)),
  markets: listOf(MARKETS, { facts: { ...named, storeId: () => STORES.map(({ id }) => id) } }, viewById(marketView)),
  pricelists: listOf(
    PRICELISTS,
    { facts: { ...named, currencyId: ({ currency }) => currencyOf(currency).id } },
    viewById(pricelistView),
  ),
  countries: listOf(COUNTRIES, { facts: { ...byId, code: ({ code }) => code } }, countryView),
  currencies: listOf(
    CURRENCIES,
    { facts: { ...byId, code: ({ code }) => code, isBase: ({ code }) => code === BASE_CURRENCY } },
    currencyView,
  ),
  languages: listOf(LANGUAGES, { facts: { ...byId, isAvailableForLocalization: () => true } }, viewById(languageView)),
  categories: listOf(
    CATEGORIES,
    { facts: { ...byId, isTopCategory: ({ parentId }) => parentId === null, storeId: () => 1 } },
    viewById(categoryView),
  ),
  brands: listOf(BRANDS, { facts: byId }, viewById(brandView)),
  giftCertificateGenerators: listOf(GIFT_CERTIFICATE_GENERATORS, { facts: byId }, viewById(generatorView)),
  products: listOf(ALL_PRODUCTS, productListing, productView),
  displays: listOf(allVariants(), displayListing, ({ product, variant }) => displayView(product, variant)),
  displayItems: listOf(allVariants(), displayItemListing, ({ product, variant }) => displayItemView(product, variant)),
  product({ id }: { readonly id: number }) {
    const product = ALL_PRODUCTS.find((one) => one.id === id);
    return product === undefined ? null : productView(product);
  },
  display({ id }: { readonly id: number }) {
    const found = allVariants().find(({ variant }) => variant.displayId === id);
    return found === undefined ? null : displayView(found.product, found.variant);
  },
  productVariant({ id }: { readonly id: number }) {
    const found = allVariants().find(({ variant }) => variant.id === id);
    return found === undefined ? null : variantView(found.product, found.variant);
  },
};
