import type { RequestContext } from "../graphql/context.ts";
import {
  ALL_PRODUCTS,
  BRANDS,
  CATEGORIES,
  type CatalogProduct,
  COLLECTIONS,
  MEDIA_SIZES,
  type Size,
  type Variant,
} from "../world/catalog.ts";
import { found, LANGUAGES, MARKETS, PRICELISTS } from "../world/places.ts";
import { listPrice } from "../world/price-lists.ts";
import { moneyView } from "./money.ts";
import { languageView, marketView, pricelistView, storeView } from "./places.ts";
import { timeField } from "./times.ts";

/** When the catalog was last edited; it is the same every time. */
const EDITED_AT = Date.UTC(2026, 0, 12, 9, 30);

export function brandView(id: number) {
  return found(BRANDS, (brand) => brand.id === id, `brand ${id}`);
}

export function categoryView(id: number): Readonly<Record<string, unknown>> {
  const category = found(CATEGORIES, (one) => one.id === id, `category ${id}`);
  return {
    id,
    name: category.name,
    uri: category.uri,
    isTopCategory: category.parentId === null,
    childCategories: () => CATEGORIES.filter((one) => one.parentId === id).map((one) => categoryView(one.id)),
    store: () => storeView(1),
    translations: () => translationsOf({ name: category.name }),
  };
}

export function productView(product: CatalogProduct): Readonly<Record<string, unknown>> {
  return {
    __typename: "Product",
    id: product.id,
    name: product.name,
    status: "ACTIVE",
    productNumber: product.number,
    isBundle: false,
    createdAt: timeField(EDITED_AT),
    updatedAt: timeField(EDITED_AT),
    brand: () => brandView(product.brandId),
    collection: () => COLLECTIONS[0],
    displays: () => product.variants.map((variant) => displayView(product, variant)),
    variants: () => product.variants.map((variant) => variantView(product, variant)),
    media: () => product.variants.map((variant) => mediaView(product, variant)),
    translations: () => translationsOf({ name: product.name }),
  };
}

export function variantView(product: CatalogProduct, variant: Variant): Readonly<Record<string, unknown>> {
  return {
    __typename: "ProductVariant",
    id: variant.id,
    name: variant.name,
    status: "ACTIVE",
    variantNumber: variant.number,
    internalName: `${product.name} ${variant.name}`,
    updatedAt: timeField(EDITED_AT),
    product: () => productView(product),
    productSizes: ({ where }: { readonly where?: { readonly id?: readonly number[] } | null }) =>
      variant.sizes.filter((size) => where?.id?.includes(size.id) ?? true).map(sizeView),
    media: () => [mediaView(product, variant)],
  };
}

export function sizeView(size: Size) {
  return {
    id: size.id,
    description: size.name,
    size: size.name,
    sizeNumber: size.sku.split("-").at(-1) ?? null,
    SKU: size.sku,
    EAN: size.ean,
    UPC: null,
    preorder: false,
  };
}

export function displayView(product: CatalogProduct, variant: Variant): Readonly<Record<string, unknown>> {
  return {
    __typename: "Display",
    id: variant.displayId,
    name: `${product.name} ${variant.name}`,
    status: "ACTIVE",
    uri: variant.displayUri,
    description: `${product.name} in ${variant.name}.`,
    shortDescription: null,
    updatedAt: timeField(EDITED_AT),
    categories: () => product.categoryIds.map(categoryView),
    canonicalCategory: () => categoryView(product.categoryIds.at(-1) ?? 1),
    displayItems: () => [displayItemView(product, variant)],
    markets: () => MARKETS.map(({ id }) => marketView(id)),
    media: () => [mediaView(product, variant)],
    prices: () =>
      PRICELISTS.map(({ id, currency }) => ({
        pricelist: () => pricelistView(id),
        price: moneyView(listPrice(product, currency), { currency, rate: "1" }),
      })),
    product: () => productView(product),
    productVariants: () => [variantView(product, variant)],
    store: () => storeView(1),
    translations: () => translationsOf({ name: `${product.name} ${variant.name}`, uri: variant.displayUri }),
  };
}

export function displayItemView(product: CatalogProduct, variant: Variant) {
  return {
    id: variant.displayItemId,
    display: () => displayView(product, variant),
    productVariant: () => variantView(product, variant),
  };
}

/** Every product with each of its variants. */
export function allVariants(): readonly { readonly product: CatalogProduct; readonly variant: Variant }[] {
  return ALL_PRODUCTS.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
}

/** The address of a picture that was replaced is another, so that no cache keeps the old one. */
function mediaView(product: CatalogProduct, variant: Variant) {
  return {
    id: variant.displayId + 50_000,
    source({ sizeName }: { readonly sizeName: string }, { state }: RequestContext) {
      if (!MEDIA_SIZES.some((size) => size === sizeName)) return null;
      const version = state.instance.mediaVersions.get(product.id);
      const address = `https://media.lindeborg-shop.se/${sizeName}/${variant.displayUri}.jpg`;
      return { type: "image", url: version === undefined ? address : `${address}?v=${version}` };
    },
  };
}

/** German texts are written, the others fall back: "`value` null = fall back to default". */
function translationsOf(fields: Readonly<Record<string, string>>) {
  return LANGUAGES.map(({ id, languageCode }) => ({
    language: () => languageView(id),
    fields: Object.entries(fields).map(([field, value]) => ({
      field,
      value: languageCode === "de" ? `${value} (de)` : null,
    })),
  }));
}
