/** What of Klaviyo's metrics comes from which fields of Centra: any one of `from` is enough. */
interface FieldSource {
  /** As documented for the metrics. */
  readonly lost: string;
  readonly from: readonly string[];
}

const order = (...paths: string[]) => paths.map((path) => `orders.${path}`);

const SOURCES: readonly FieldSource[] = [
  { lost: "every order metric (number)", from: order("number") },
  { lost: "every order metric (status)", from: order("status") },
  {
    lost: "every order metric (e-mail address)",
    from: order("customer.email", "billingAddress.email", "shippingAddress.email"),
  },
  { lost: "$value and GrossPaidPrice", from: order("grandTotal.value") },
  { lost: "conversion into the base currency", from: order("grandTotal.conversionRate") },
  { lost: "TaxAmount", from: order("totals.taxIncluded.value") },
  { lost: "the tax that is added, in TaxAmount", from: order("totals.taxAdded.value") },
  { lost: "Shipping.Cost", from: order("totals.shipping.value") },
  { lost: "Handling.Cost", from: order("totals.handling.value") },
  { lost: "DiscountCodes", from: order("discountsApplied.code") },
  { lost: "waiting for payment: Placed Order goes out before the payment", from: order("isWaitingForPayment") },
  { lost: "Market", from: order("market.id") },
  { lost: "Pricelist", from: order("pricelist.id") },
  { lost: "Language selected from the site's language", from: order("language.code", "language.languageCode") },
  { lost: "MethodForPayment", from: order("paymentMethod.name", "paymentMethod.uri") },
  { lost: "CentraShippingMethod", from: order("shippingPriceGroup.shippingOption.name") },
  { lost: "Items", from: order("lines.id") },
  { lost: "Items.ProductID", from: order("lines.frontendItemId", "lines.product.id") },
  { lost: "Items.SKU", from: order("lines.productSize.SKU") },
  { lost: "Items.GTIN", from: order("lines.productSize.EAN", "lines.productSize.GTIN", "lines.productSize.UPC") },
  { lost: "Items.Size", from: order("lines.size", "lines.productSize.description") },
  { lost: "Items.VariantName", from: order("lines.productVariantName", "lines.productVariant.name") },
  { lost: "Items.Brand", from: order("lines.productBrand", "lines.brand.name") },
  { lost: "Items.ImageURL", from: ["displayItems.display.media.source.url"] },
  { lost: "Items.Categories beyond the line's own", from: ["displayItems.display.categories.name"] },
  { lost: "Items.ProductURL from the product page setting", from: ["displayItems.display.uri"] },
  { lost: "quantities as ordered, once parts are cancelled", from: order("lines.cancelledQuantity") },
  { lost: "Refunded Order", from: order("paymentHistory.entryType") },
  { lost: "the items of Refunded Order", from: ["returns.lines.orderLine.id"] },
  {
    lost: "the times and reason of Confirmed and Cancelled Order",
    from: order("history.dataJSON", "orderHistory.dataJSON"),
  },
  { lost: "Shipping Update and Shipped", from: order("shipments.isShipped", "shipments.shippedAt") },
  { lost: "TrackingNumber and TrackingUrl", from: order("shipments.trackingNumber") },
  { lost: "ShippingCarrier", from: order("shipments.carrierInformation.carrierName") },
  { lost: "Created Account", from: ["customers.isRegistered", "customers.registered"] },
  { lost: "Shipping.Ingrid…", from: order("attributes.elements.value") },
  { lost: "Refunded Order.Reason", from: ["returns.comment"] },
  { lost: "Gift Certificate", from: ["vouchers.giftCertificateGenerator.id"] },
  { lost: "Gift Certificate.Code", from: ["vouchers.code"] },
];

/** What the metrics lose on an instance whose schema has only the `kept` paths. */
export function lostMetricFields(
  kept: readonly string[],
): { readonly lost: string; readonly missing: readonly string[] }[] {
  const has = new Set(kept);
  return SOURCES.filter(({ from }) => !from.some((path) => has.has(path))).map(({ lost, from }) => ({
    lost,
    missing: from,
  }));
}
