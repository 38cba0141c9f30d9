import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import type { Address } from "../../src/commerce/customer.ts";
import { sampleEvent } from "../../src/commerce/samples.ts";
import type { Shipment } from "../../src/commerce/shipment.ts";
import type { MetricName } from "../../src/metrics/metric-event.ts";

/** The settings under which the contract's payloads come out. */
export const contractSettings = {
  baseCurrency: "EUR",
  shortProductName: true,
  imageSize: "full",
  cartLink: "https://example.com/abandoned-cart/{selection}",
  timeZone: "Europe/Stockholm",
};

const jane: Address = {
  firstName: "Jane",
  lastName: "Doe",
  company: "Centra",
  address1: "Sveavägen 9",
  address2: "Address Two",
  city: "Stockholm",
  country: "Sweden",
  countryCode: "SE",
  zip: "111 57",
  phone: "123456789",
  email: "test@centra.com",
};

const jeans = {
  id: "1",
  productId: "1-1",
  sku: "123456789",
  productName: "Test Product",
  variantName: "Blue jeans",
  brand: "Brand",
  quantity: 2,
  unitPrice: "100.00",
  unitOriginalPrice: "100.00",
  total: "200.00",
  taxAmount: "40.00",
  taxPercent: 25,
  categories: { "1": "shop" },
  images: { full: "http://localhost/client/dynamic/images/1_9adfeff6f2-red.jpg" },
};

const purchase = {
  createdAt: "2022-09-27T10:00:00+02:00",
  customer: { email: "test@centra.com", firstName: "Jane", lastName: "Doe" },
  billingAddress: jane,
  shippingAddress: jane,
  lines: [jeans],
  shipping: { service: "pnl-bua", carrier: "Ingrid", cost: "10.00", taxAmount: "2.00" },
  handling: { cost: "5.00", taxAmount: "1.00" },
  totals: { grandTotal: "215.00", taxAmount: "43.00" },
  paymentMethod: "dummy",
  currency: "EUR",
};

export const contractOrder = { number: "102", ...purchase };

const shippedOrder = {
  ...contractOrder,
  number: "113",
  lines: [{ ...jeans, productId: "1", gtin: "ABCDEFGHIJKL", variantName: "Red" }],
  shipping: { method: "EUR", cost: "10.00", taxAmount: "2.00" },
  paymentMethod: "Third Party Payment",
};

const shipment: Shipment = {
  number: "113-1",
  status: "shipped",
  shippedAt: "2022-09-28T13:12:57Z",
  trackingNumber: "ABC123",
  trackingUrl: "https://test-tracking-delivery.com/ABC123",
  lines: [{ lineId: "1", quantity: 1 }],
};

const fullRefund = { id: "9", amount: "215.00" };

const giftCertificate = {
  id: "123",
  name: "Some name",
  code: "Some_code",
  link: "https://test.com/",
  message: "Hello there!",
  issuedAt: "2022-01-01T00:00:00+01:00",
  dueAt: "2022-01-01T00:00:00+01:00",
  description: "Your gift card!",
  friend: "Jane Doe",
  amount: "100.00",
  currency: "EUR",
};

const resetEvent = sampleEvent(
  "customer.password_reset_requested",
  { link: "https://localhost/password-reset?[...]" },
  { id: "123" },
);

/** What comes in, and which contract file its metric must equal. */
export const contractCases: readonly (readonly [file: string, metric: MetricName, event: CommerceEvent])[] = [
  ["placed-order.json", "Placed Order", sampleEvent("order.placed", { order: contractOrder })],
  ["placed-order.json", "Confirmed Order", sampleEvent("order.confirmed", { order: contractOrder })],
  ["placed-order.json", "Refunded Order", sampleEvent("order.refunded", { order: contractOrder, refund: fullRefund })],
  [
    "cancelled-order.json",
    "Cancelled Order",
    sampleEvent("order.cancelled", { order: contractOrder, reason: "Size too small" }),
  ],
  [
    "started-checkout.json",
    "Started Checkout",
    sampleEvent("checkout.started", { checkout: { selectionId: "102", ...purchase } }),
  ],
  ["shipping-update.json", "Shipping Update", sampleEvent("shipment.updated", { order: shippedOrder, shipment })],
  ["shipping-update.json", "Shipped", sampleEvent("shipment.updated", { order: shippedOrder, shipment })],
  ["gift-certificate.json", "Gift Certificate", sampleEvent("gift_certificate.issued", { giftCertificate })],
  ["reset-password.json", "Reset Password", resetEvent],
];

const payloadSchema = z.record(z.string(), z.json());

/** The contract's file by the rules of its README: what it says, in the form in which we say it. */
export function readContract(file: string) {
  const printed = payloadSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8"), (key, value) =>
      key === "ProductID" || key === "OrderId" ? String(value) : value,
    ),
  );
  const { $event_id, $eventId, $value, ...expected } = printed;
  if (expected.DiscountValue !== undefined) expected.DiscountValue = "0.00";
  if (expected.AbandonedCartURL !== undefined) expected.AbandonedCartURL = "https://example.com/abandoned-cart/102";
  return {
    expected,
    uniqueId: String($event_id ?? $eventId),
    value: $value === undefined ? undefined : Number($value),
  };
}
