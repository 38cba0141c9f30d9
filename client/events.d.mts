/**
 * What the push API takes. The service's own description, with limits and examples, stands at its `/openapi.json`. Amounts are decimal
 * text ("215.00"), times RFC 3339 with a zone, countries ISO 3166-1 alpha-2, currencies ISO 4217.
 */

export interface Customer {
  /** The customer's id in the shop. */
  id?: string | undefined;
  /** Identifies the customer in Klaviyo. */
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  company?: string | undefined;
  /** As the customer wrote it; E.164 is made of it. */
  phone?: string | undefined;
}

export interface Address {
  firstName?: string | undefined;
  lastName?: string | undefined;
  company?: string | undefined;
  /** Street and number. */
  address1?: string | undefined;
  address2?: string | undefined;
  city?: string | undefined;
  /** State or region, its name. */
  region?: string | undefined;
  /** State or region, its code. */
  regionCode?: string | undefined;
  /** The country's name; made of its code when absent. */
  country?: string | undefined;
  countryCode?: string | undefined;
  zip?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
}

/** A market or a price list. */
export interface Place {
  id: string;
  name?: string | undefined;
}

/** Where in the shop it happened: decides restrictions and language. */
export interface ShopFields {
  market?: Place | undefined;
  pricelist?: Place | undefined;
  /** Delivery country; the shipping address' when absent. */
  country?: string | undefined;
  /** Language of the site that the customer sees, BCP 47. */
  siteLanguage?: string | undefined;
}

export interface LineSubscription {
  nextOrderAt?: string | undefined;
  discountPercent?: number | undefined;
  /** Unit of the interval. */
  intervalType?: string | undefined;
  intervalValue?: number | undefined;
  /** As the customer reads it. */
  intervalFormatted?: string | undefined;
}

export interface OrderLine {
  /** Unique in the order. */
  id: string;
  /** The display item's id: equal to the catalog item's in Klaviyo. */
  productId: string;
  sku?: string | undefined;
  gtin?: string | undefined;
  size?: string | undefined;
  /** Without the variant. */
  productName: string;
  variantName?: string | undefined;
  brand?: string | undefined;
  /** Default: product. */
  productType?: "product" | "bundle" | undefined;
  quantity: number;
  /** After the line's discounts, tax included. */
  unitPrice: string;
  /** Before discounts, tax included. */
  unitOriginalPrice: string;
  /** After the line's discounts, tax included. */
  total: string;
  /** The tax in `total`. */
  taxAmount: string;
  /** 0 to 100. */
  taxPercent: number;
  /** Names by ids. */
  categories?: Record<string, string> | undefined;
  productUrl?: string | undefined;
  /** Addresses by names of image sizes. */
  images?: Record<string, string> | undefined;
  subscription?: LineSubscription | undefined;
}

export interface Cost {
  /** What the customer pays for it, tax included. */
  cost: string;
  /** The tax in `cost`. */
  taxAmount: string;
}

export interface Shipping extends Cost {
  /** Name of the shop's shipping option. */
  method?: string | undefined;
  /** The carrier's service. */
  service?: string | undefined;
  carrier?: string | undefined;
  ingrid?: Ingrid | undefined;
}

export interface Discount {
  code?: string | undefined;
  name?: string | undefined;
  /** What it takes off the order beyond the lines' own prices. */
  amount: string;
}

export interface Totals {
  /** Lines + shipping + handling − discounts, tax included. */
  grandTotal: string;
  /** All tax in it. */
  taxAmount: string;
}

/** What an order and a checkout have in common. Every amount is in `currency`. */
export interface Purchase extends ShopFields {
  createdAt: string;
  /** Default: one_time_purchase. */
  orderType?: "one_time_purchase" | "new_subscription" | "recurring_subscription_payment" | undefined;
  customer: Customer;
  billingAddress?: Address | undefined;
  shippingAddress?: Address | undefined;
  lines: OrderLine[];
  shipping?: Shipping | undefined;
  handling?: Cost | undefined;
  discounts?: Discount[] | undefined;
  totals: Totals;
  paymentMethod?: string | undefined;
  currency: string;
  /** Together with `conversionRate`, or not at all. */
  baseCurrency?: string | undefined;
  /** Base = amount × rate. */
  conversionRate?: string | undefined;
}

export interface Order extends Purchase {
  /** As the customer knows it. */
  number: string;
  /** The order's id in the shop. */
  id?: string | undefined;
}

export interface Checkout extends Purchase {
  /** Id of the selection (the cart). */
  selectionId: string;
  /** Tells repeated checkouts of one selection apart. Without it a selection's checkout is told once. */
  visitId?: string | undefined;
}

export interface Refund {
  /** Unique in the order. */
  id: string;
  /** Which refund of the order it is, from 1. Absent: the first one received is the first. */
  ordinal?: number | undefined;
  /** Paid back in all, tax included. */
  amount: string;
  taxAmount?: string | undefined;
  lines?: { lineId: string; quantity: number; amount?: string | undefined }[] | undefined;
  shippingAmount?: string | undefined;
  handlingAmount?: string | undefined;
  reason?: string | undefined;
}

/** What the delivery service Ingrid says of an order or a shipment. */
export interface Ingrid {
  pickupPointAddress?: string | undefined;
  expectedDeliveryDate?: string | undefined;
  carrier?: string | undefined;
  product?: string | undefined;
  shippingMethod?: string | undefined;
  method?: string | undefined;
  convertedId?: string | undefined;
  pickup?: string | undefined;
  doorCode?: string | undefined;
  deliveryTime?: string | undefined;
  courierInstruction?: string | undefined;
}

export interface Shipment {
  /** The shipment's number, unique in the shop. */
  number: string;
  status: "shipped" | "out_for_delivery" | "delivered";
  shippedAt?: string | undefined;
  carrier?: string | undefined;
  service?: string | undefined;
  trackingNumber?: string | undefined;
  trackingUrl?: string | undefined;
  /** Default: 1. */
  packages?: number | undefined;
  /** When not the order's. */
  ingrid?: Ingrid | undefined;
  /** When not the order's. */
  shippingAddress?: Address | undefined;
  /** Absent: all of the order. */
  lines?: { lineId: string; quantity: number }[] | undefined;
}

export interface GiftCertificate {
  id: string;
  name?: string | undefined;
  /** What the customer redeems. A credential. */
  code: string;
  /** Where it is redeemed. A credential. */
  link?: string | undefined;
  /** The giver's words. */
  message?: string | undefined;
  description?: string | undefined;
  /** The other person's name: who gives, or who is given. */
  friend?: string | undefined;
  issuedAt?: string | undefined;
  dueAt?: string | undefined;
  /** What it is worth. */
  amount: string;
  currency: string;
  /** Together with `conversionRate`, or not at all. */
  baseCurrency?: string | undefined;
  conversionRate?: string | undefined;
}

/** A customer without an order at hand. */
export interface Account extends ShopFields {
  customer: Customer;
  address?: Address | undefined;
  currency?: string | undefined;
}

/** What each type of event says. */
export interface CommerceEventData {
  "order.placed": { order: Order };
  "order.confirmed": { order: Order };
  "order.cancelled": { order: Order; reason?: string | undefined };
  "order.refunded": { order: Order; refund: Refund };
  "shipment.updated": { order: Order; shipment: Shipment };
  "checkout.started": { checkout: Checkout };
  "customer.created": Account;
  "customer.password_reset_requested": Account & {
    /** Where the new password is set. A credential. */
    link: string;
  };
  /** `customer` is who gets the mail. */
  "gift_certificate.issued": ShopFields & { giftCertificate: GiftCertificate; customer: Customer };
}

export type CommerceEventType = keyof CommerceEventData;

/** The event of one type, as a CloudEvent. */
export interface CommerceEventOf<Type extends CommerceEventType> {
  specversion: "1.0";
  /** Unique in its source; a repetition has the same id. */
  id: string;
  /** Where it comes from, a URI reference. */
  source: string;
  type: Type;
  /** When it happened. */
  time: string;
  /** What it happened to. */
  subject?: string | undefined;
  datacontenttype?: string | undefined;
  dataschema?: string | undefined;
  data: CommerceEventData[Type];
}

/** Something that happened in the shop. */
export type CommerceEvent = { [Type in CommerceEventType]: CommerceEventOf<Type> }[CommerceEventType];
