export const BRANDS = [
  { id: 1, name: "Lindeborg" },
  { id: 2, name: "Nordvik" },
] as const;

export const COLLECTIONS = [{ id: 1, name: "Autumn" }] as const;

export const CATEGORIES = [
  { id: 1, name: "Shop", uri: "shop", parentId: null },
  { id: 2, name: "Jackets", uri: "shop/jackets", parentId: 1 },
  { id: 3, name: "Jeans", uri: "shop/jeans", parentId: 1 },
  { id: 4, name: "Accessories", uri: "shop/accessories", parentId: 1 },
  { id: 5, name: "Gift cards", uri: "gift-cards", parentId: null },
] as const;

/** Names of the sizes in which an instance makes pictures. */
export const MEDIA_SIZES = ["standard", "full", "thumb", "original"] as const;

export interface Size {
  readonly id: number;
  readonly name: string;
  readonly sku: string;
  readonly ean: string;
}

export interface Variant {
  readonly id: number;
  readonly name: string;
  readonly number: string;
  readonly displayId: number;
  readonly displayItemId: number;
  readonly displayUri: string;
  readonly sizes: readonly Size[];
}

export interface CatalogProduct {
  readonly id: number;
  readonly name: string;
  readonly number: string;
  readonly brandId: number;
  readonly categoryIds: readonly number[];
  /** In the base currency, before any price list's own; major units. */
  readonly basePrice: number;
  readonly variants: readonly Variant[];
}

const PLAN: readonly (readonly [string, number, readonly number[], number, readonly string[], readonly string[]])[] = [
  ["Basic Jacket", 1, [1, 2], 675, ["Black", "Navy Blue"], ["S", "M", "L"]],
  ["Rain Coat", 2, [1, 2], 1899, ["Yellow", "Forest"], ["S", "M", "L", "XL"]],
  ["Blue Jeans", 1, [1, 3], 899, ["Washed", "Raw"], ["30/32", "32/32", "34/34"]],
  ["Slim Jeans", 2, [1, 3], 1099, ["Grey"], ["30/32", "32/32"]],
  ["Wool Scarf", 2, [1, 4], 349, ["Åland Red", "Oat"], ["One Size"]],
  ["Leather Belt", 1, [1, 4], 449.5, ["Cognac"], ["85", "95", "105"]],
  ["Beanie", 1, [1, 4], 199.9, ["Moss"], ["One Size"]],
];

/** The shop's products, the same every time. */
export const PRODUCTS: readonly CatalogProduct[] = PLAN.map(
  ([name, brandId, categoryIds, basePrice, variants, sizes], index) => {
    const number = `LB-${1001 + index}`;
    return {
      id: 101 + index,
      name,
      number,
      brandId,
      categoryIds,
      basePrice,
      variants: variants.map((variantName, at) => makeVariant(index, name, number, variantName, at, sizes)),
    };
  },
);

/** Bought alone; Centra makes a voucher of it. */
export const GIFT_CARD: CatalogProduct = {
  id: 190,
  name: "Gift card",
  number: "LB-GIFT",
  brandId: 1,
  categoryIds: [5],
  basePrice: 500,
  variants: [makeVariant(89, "Gift card", "LB-GIFT", "Digital", 0, ["One Size"])],
};

export const GIFT_CERTIFICATE_GENERATORS = [{ id: 4, name: "Gift card" }] as const;

export const ALL_PRODUCTS: readonly CatalogProduct[] = [...PRODUCTS, GIFT_CARD];

function makeVariant(
  productIndex: number,
  product: string,
  number: string,
  name: string,
  at: number,
  sizes: readonly string[],
): Variant {
  const base = (productIndex + 1) * 100 + at * 10;
  return {
    id: 1_000 + base,
    name,
    number: `${number}-${at + 1}`,
    displayId: 4_000 + base,
    displayItemId: 12_000 + base,
    displayUri: asUri(`${product} ${name}`),
    sizes: sizes.map((size, sizeAt) => ({
      id: 20_000 + base + sizeAt,
      name: size,
      sku: `${number}-${at + 1}-${asUri(size).toUpperCase()}`,
      ean: asEan(734_011_290_000 + base + sizeAt),
    })),
  };
}

function asUri(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

/** Twelve digits and the check digit of GS1. */
function asEan(twelveDigits: number): string {
  const digits = [...String(twelveDigits)].map(Number);
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelveDigits}${(10 - (sum % 10)) % 10}`;
}
