import { addAmounts, amountText, sizeOf } from "./amounts.ts";
import { cut, webAddress } from "./commerce-parts.ts";
import type { CentraLine } from "./read-order.ts";

/** What the catalog says of a display item. */
export interface DisplayedProduct {
  readonly uri: string | undefined;
  readonly categories: Readonly<Record<string, string>>;
  /** Address in the chosen size. */
  readonly image: string | undefined;
}

interface LineContext {
  readonly products: ReadonlyMap<string, DisplayedProduct>;
  readonly productPageUrl: string;
  readonly imageSize: string;
}

/** Centra's quantity is without the pieces that were cancelled since. */
export function orderedQuantity({ quantity, cancelledQuantity = 0 }: CentraLine): number {
  return quantity + cancelledQuantity;
}

/** The line as it was ordered. */
export function commerceLine(line: CentraLine, context: LineContext): object {
  const quantity = orderedQuantity(line);
  const product = line.frontendItemId === undefined ? undefined : context.products.get(line.frontendItemId);
  const { gross, tax } = lineValueOf(line, quantity);
  const unit = sizeOf(line.unitPrice);
  return {
    id: line.id,
    productId: cut(line.frontendItemId ?? line.product?.id ?? line.productNumber, 100),
    sku: cut(line.productSize?.SKU, 200),
    gtin: cut(line.productSize?.EAN ?? line.productSize?.GTIN ?? line.productSize?.UPC, 200),
    size: cut(line.size ?? line.productSize?.description, 200),
    productName: cut(line.product?.name ?? line.productName ?? line.productNumber ?? "", 500),
    variantName: cut(line.productVariant?.name ?? line.productVariantName, 500),
    brand: cut(line.brand?.name ?? line.productBrand, 200),
    productType: isBundle(line) ? "bundle" : undefined,
    quantity,
    unitPrice: amountText(unit),
    unitOriginalPrice: amountText(line.unitOriginalPrice === undefined ? unit : sizeOf(line.unitOriginalPrice)),
    total: amountText(gross),
    taxAmount: amountText(tax),
    taxPercent: Math.min(100, Math.max(0, line.taxPercent ?? 0)),
    categories: categoriesOf(line, product),
    productUrl: productUrl(line, product, context.productPageUrl),
    images: product?.image === undefined ? undefined : { [context.imageSize]: product.image },
  };
}

/**
 * What so many pieces of a line cost, tax included, and the tax in it. Centra's line value is of the pieces that are not cancelled; of
 * more or fewer it is their share.
 */
export function lineValueOf(line: CentraLine, quantity: number): { readonly gross: number; readonly tax: number } {
  const gross = sizeOf(line.gross);
  const tax = line.net === undefined ? taxWithin(gross, line.taxPercent) : Math.abs(gross - sizeOf(line.net));
  if (quantity === line.quantity) return { gross, tax: addAmounts(tax) };
  const ofPieces = addAmounts(sizeOf(line.unitPrice) * quantity);
  const taxOfPieces = line.quantity > 0 && gross > 0 ? (tax * ofPieces) / gross : taxWithin(ofPieces, line.taxPercent);
  return { gross: ofPieces, tax: addAmounts(taxOfPieces) };
}

/** Tax that is within a price: gross × p / (100 + p). */
function taxWithin(gross: number, percent: number | undefined): number {
  return percent === undefined ? 0 : (gross * percent) / (100 + percent);
}

function isBundle(line: CentraLine): boolean {
  return line.product?.isBundle === true || /bundle/i.test(line.__typename ?? "");
}

function categoriesOf(line: CentraLine, product: DisplayedProduct | undefined): Record<string, string> | undefined {
  if (product !== undefined && Object.keys(product.categories).length > 0) return { ...product.categories };
  const { id, name } = line.category ?? {};
  return id !== undefined && name !== undefined ? { [id]: name.slice(0, 200) } : undefined;
}

function productUrl(line: CentraLine, product: DisplayedProduct | undefined, template: string): string | undefined {
  const own = webAddress(line.productExternalUrl);
  if (own !== undefined || template === "" || product?.uri === undefined) return own;
  return webAddress(template.replaceAll("{display_uri}", encodeURI(product.uri)));
}
