import {
  type CommerceEvent,
  type CommerceEventOf,
  type CommerceEventType,
  commerceEventSchema,
} from "./commerce-event.ts";
import type { Address, Customer } from "./customer.ts";
import type { GiftCertificate } from "./gift-certificate.ts";
import type { Ingrid } from "./ingrid.ts";
import type { Checkout, Order } from "./order.ts";
import type { OrderLine } from "./order-line.ts";
import type { Shipment } from "./shipment.ts";

/**
 * One believable order and all that can happen to it, for documentation, demonstration and tests. Its arithmetic: lines
 * 200.00 + shipping 10.00 + handling 5.00 = 215.00, of which tax 43.00, at 25 %.
 */
export const sampleCustomer: Customer = {
  id: "4711",
  email: "jane.doe@ascaro-shop.com",
  firstName: "Jane",
  lastName: "Doe",
  company: "Centra",
  phone: "070-123 45 67",
};

export const sampleAddress: Address = {
  firstName: "Jane",
  lastName: "Doe",
  company: "Centra",
  address1: "Sveavägen 9",
  address2: "Address Two",
  city: "Stockholm",
  country: "Sweden",
  countryCode: "SE",
  zip: "111 57",
  phone: "070-123 45 67",
  email: "jane.doe@ascaro-shop.com",
};

export const sampleLine: OrderLine = {
  id: "68",
  productId: "1-1",
  sku: "123456789",
  gtin: "7340112910426",
  size: "M",
  productName: "Test Product",
  variantName: "Blue jeans",
  brand: "Brand",
  productType: "product",
  quantity: 2,
  unitPrice: "100.00",
  unitOriginalPrice: "100.00",
  total: "200.00",
  taxAmount: "40.00",
  taxPercent: 25,
  categories: { "1": "shop" },
  productUrl: "https://ascaro-shop.com/blue-jeans",
  images: { full: "https://ascaro-shop.com/images/red.jpg" },
};

const sampleIngrid: Ingrid = {
  pickupPointAddress: "Grepgatan 40, 254 48 Helsingborg, SE",
  expectedDeliveryDate: "2026-03-17 - 2026-03-18",
  carrier: "Instabox",
  product: "Instabox Express",
  shippingMethod: "isb-express",
  method: "instabox-express",
  convertedId: "ISB01",
  pickup: "ICA Nära Grepgatan",
  doorCode: "1234",
  deliveryTime: "08:00-17:00",
  courierInstruction: "Leave it at the door",
};

const samplePurchase = {
  createdAt: "2026-03-14T09:26:53+01:00",
  orderType: "one_time_purchase" as const,
  customer: sampleCustomer,
  billingAddress: sampleAddress,
  shippingAddress: sampleAddress,
  lines: [sampleLine],
  shipping: {
    ...{ method: "Home delivery", service: "pnl-bua", carrier: "Ingrid", cost: "10.00", taxAmount: "2.00" },
    ingrid: sampleIngrid,
  },
  handling: { cost: "5.00", taxAmount: "1.00" },
  totals: { grandTotal: "215.00", taxAmount: "43.00" },
  paymentMethod: "Third Party Payment",
  market: { id: "2", name: "Sweden" },
  pricelist: { id: "3", name: "EUR" },
  country: "SE",
  siteLanguage: "sv",
  currency: "EUR",
  baseCurrency: "SEK",
  conversionRate: "10.6453",
};

export const sampleOrder: Order = { number: "102", id: "1497ccf644db871e1e4026d101bde6f3", ...samplePurchase };

export const sampleCheckout: Checkout = { selectionId: "9f86d081884c7d65", ...samplePurchase };

export const sampleShipment: Shipment = {
  number: "102-1",
  status: "shipped",
  shippedAt: "2026-03-15T15:12:57+01:00",
  carrier: "PostNord",
  service: "MyPack Home",
  trackingNumber: "ABC123",
  trackingUrl: "https://tracking.ascaro-shop.com/ABC123",
  packages: 1,
  lines: [{ lineId: "68", quantity: 2 }],
};

export const sampleGiftCertificate: GiftCertificate = {
  id: "123",
  name: "Birthday card",
  code: "GIFT-7Q2X",
  link: "https://ascaro-shop.com/gift/7Q2X",
  message: "Hello there!",
  description: "Your gift card!",
  friend: "Jane Doe",
  issuedAt: "2026-03-14T09:26:53+01:00",
  dueAt: "2027-03-14T23:59:59+01:00",
  amount: "100.00",
  currency: "EUR",
  baseCurrency: "SEK",
  conversionRate: "10.6453",
};

const place = { market: { id: "2", name: "Sweden" }, country: "SE", siteLanguage: "sv" };

const sampleData: { readonly [Type in CommerceEventType]: CommerceEventOf<Type>["data"] } = {
  "order.placed": { order: sampleOrder },
  "order.confirmed": { order: sampleOrder },
  "order.cancelled": { order: sampleOrder, reason: "Size too small" },
  "order.refunded": {
    order: sampleOrder,
    refund: {
      id: "385",
      ordinal: 1,
      amount: "100.00",
      taxAmount: "20.00",
      lines: [{ lineId: "68", quantity: 1, amount: "100.00" }],
      reason: "Size too small",
    },
  },
  "shipment.updated": { order: sampleOrder, shipment: sampleShipment },
  "checkout.started": { checkout: sampleCheckout },
  "customer.created": { customer: sampleCustomer, address: sampleAddress, currency: "EUR", ...place },
  "customer.password_reset_requested": {
    customer: sampleCustomer,
    link: "https://ascaro-shop.com/password-reset?c=1",
    ...place,
  },
  "gift_certificate.issued": { giftCertificate: sampleGiftCertificate, customer: sampleCustomer, ...place },
};

/** A commerce event of the type, as it is parsed, with the given data in place of the sample's. */
export function sampleEvent<Type extends CommerceEventType>(
  type: Type,
  data: Partial<CommerceEventOf<Type>["data"]> = {},
  envelope: { readonly id?: string; readonly time?: string; readonly source?: string } = {},
): CommerceEvent {
  const event = {
    specversion: "1.0",
    id: `sample-${type}`,
    source: "/shops/ascaro",
    type,
    time: "2026-03-14T09:26:53+01:00",
    data: { ...sampleData[type], ...data },
    ...envelope,
  };
  return commerceEventSchema.parse(event);
}
