import { ALL_PRODUCTS } from "../world/catalog.ts";
import { found } from "../world/places.ts";
import type { Instance, ObjectType } from "./instance.ts";

/**
 * A product gets new pictures. Nothing of the product itself changes, so that the event system says `DEPENDENT_DATA_CHANGED` of it, its
 * variants and its displays ("ProductMedia → Product, ProductVariant, Display"). Throws when there is no such product.
 */
export function replaceMedia(instance: Instance, productId: number, at: number): void {
  const product = found(ALL_PRODUCTS, (one) => one.id === productId, `product ${productId}`);
  instance.mediaVersions.set(productId, (instance.mediaVersions.get(productId) ?? 1) + 1);
  const announce = (objectType: ObjectType, reference: number) =>
    instance.announce({
      objectType,
      changeType: "DEPENDENT_DATA_CHANGED",
      reference,
      storeId: null,
      marketId: null,
      at,
    });
  announce("Product", product.id);
  for (const variant of product.variants) {
    announce("ProductVariant", variant.id);
    announce("Display", variant.displayId);
  }
}
