/** What the token needs, as Centra's back office names it. */
interface NeededPermission {
  readonly name: string;
  /** What is lost without it. */
  readonly use: string;
  /** Touches this permission and as few others as can be, of the newest object there is. */
  readonly probe: string;
  /** Without it only that is lost, and nothing waits. */
  readonly isOptional?: true;
}

const ofOrder = (fields: string) => `query { orders(sort: [number_DESC], limit: 1) { ${fields} } }`;
const ofLine = (fields: string) => ofOrder(`lines { ${fields} }`);

export const PERMISSIONS: readonly NeededPermission[] = [
  { name: "Order:read", use: "every order metric", probe: ofOrder("number") },
  { name: "Order.shippingAddress:read", use: "shipping addresses", probe: ofOrder("shippingAddress { city }") },
  { name: "Order.billingAddress:read", use: "billing addresses", probe: ofOrder("billingAddress { city }") },
  { name: "Store:read", use: "which store an order is of", probe: ofOrder("store { id }") },
  { name: "Market:read", use: "Market, restrictions", probe: ofOrder("market { id }") },
  { name: "Pricelist:read", use: "Pricelist, restrictions", probe: ofOrder("pricelist { id }") },
  { name: "Product:read", use: "product names", probe: ofLine("product { id }") },
  { name: "ProductVariant:read", use: "variant names", probe: ofLine("productVariant { name }") },
  { name: "ProductSize:read", use: "SKU, GTIN", probe: ofLine("productSize { SKU }") },
  { name: "Brand:read", use: "brands", probe: ofLine("brand { name }") },
  { name: "Category:read", use: "categories", probe: ofLine("category { id }") },
  { name: "Customer:read", use: "e-mail addresses, Created Account", probe: "query { customers(limit: 1) { id } }" },
  {
    name: "Customer.billingAddress:read",
    use: "customers' countries",
    probe: "query { customers(limit: 1) { billingAddress { city } } }",
  },
  { name: "Shipment:read", use: "Shipping Update", probe: "query { shipments(limit: 1) { number } }" },
  {
    name: "Shipment.shippingAddress:read",
    use: "shipments' addresses",
    probe: "query { shipments(limit: 1) { shippingAddress { city } } }",
  },
  { name: "Return:read", use: "what a refund is for", probe: "query { returns(limit: 1) { id } }" },
  {
    name: "Return.comment:read",
    use: "the reason of a refund",
    probe: "query { returns(limit: 1) { comment } }",
    isOptional: true,
  },
  {
    name: "Order.attributes:read",
    use: "what Ingrid says of the delivery",
    probe: ofOrder("attributes { elements { key } }"),
    isOptional: true,
  },
  {
    name: "Attribute:read",
    use: "what Ingrid says of the delivery",
    probe: ofOrder("attributes { type { name } }"),
    isOptional: true,
  },
  { name: "PaymentHistory:read", use: "Refunded Order", probe: "query { orderPaymentHistory(limit: 1) { id } }" },
  { name: "Voucher:read", use: "Gift Certificate", probe: "query { vouchers(limit: 1) { id } }" },
  {
    name: "GiftCertificateGenerator:read",
    use: "Gift Certificate",
    probe: "query { giftCertificateGenerators(limit: 1) { id } }",
  },
  { name: "Display:read", use: "images, product addresses", probe: "query { displayItems(limit: 1) { id } }" },
  { name: "Event:read", use: "the event queue", probe: "query { eventListeners { objectType } }" },
  { name: "Event:write", use: "the event queue", probe: "" },
];
