import type { Instance } from "../instance/instance.ts";
import { keptQuantity, linePrice } from "../instance/order-totals.ts";
import type { OrderLineRecord, OrderRecord } from "../instance/records.ts";
import { ALL_PRODUCTS } from "../world/catalog.ts";
import { found } from "../world/places.ts";
import { brandView, categoryView, productView, sizeView, variantView } from "./catalog.ts";
import { damaged } from "./damage.ts";
import { withOrWithoutTax } from "./money.ts";

export function orderLineView(
  instance: Instance,
  order: OrderRecord,
  line: OrderLineRecord,
): Readonly<Record<string, unknown>> {
  const product = found(ALL_PRODUCTS, (one) => one.id === line.productId, `product ${line.productId}`);
  const variant = found(product.variants, (one) => one.id === line.variantId, `variant ${line.variantId}`);
  const size = found(variant.sizes, (one) => one.id === line.sizeId, `size ${line.sizeId}`);
  const { unit, unitOriginal } = line;
  const discount = unitOriginal.gross - unit.gross;
  return damaged(instance, "OrderLine", line.id, {
    __typename: "ProductOrderLine",
    id: line.id,
    size: size.name,
    productNumber: product.number,
    hasAnyDiscount: discount > 0,
    comment: null,
    productName: product.name,
    productBrand: brandView(product.brandId).name,
    productVariantName: variant.name,
    productExternalUrl: order.storeId === 1 ? `https://www.lindeborg-shop.se/${variant.displayUri}` : null,
    frontendItemId: String(variant.displayItemId),
    quantity: keptQuantity(line),
    cancelledQuantity: line.cancelledQuantity,
    returnedQuantity: line.returnedQuantity,
    shippedQuantity: line.shippedQuantity,
    unitOriginalPrice: withOrWithoutTax(() => unitOriginal, order),
    unitPrice: withOrWithoutTax(() => unit, order),
    discountPercent: unitOriginal.gross === 0 ? 0 : Math.round((discount / unitOriginal.gross) * 10_000) / 100,
    taxPercent: order.taxing.regime === "deducted" ? 0 : order.taxing.percent,
    lineValue: withOrWithoutTax(() => linePrice(order, line), order),
    brand: () => brandView(product.brandId),
    category: () => categoryView(product.categoryIds.at(-1) ?? 1),
    product: () => productView(product),
    productVariant: () => variantView(product, variant),
    productSize: sizeView(size),
  });
}

export function requireLine(order: OrderRecord, lineId: number): OrderLineRecord {
  return found(order.lines, (line) => line.id === lineId, `line ${lineId} in order ${order.number}`);
}
