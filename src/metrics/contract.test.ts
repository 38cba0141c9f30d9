import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { Address } from "../commerce/customer.ts";
import { sampleEvent } from "../commerce/samples.ts";
import type { Shipment } from "../commerce/shipment.ts";
import { encodeMetricEvent } from "../klaviyo/encode-event.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import type { MetricName } from "./metric-event.ts";
import { sampleSettings } from "./sample-settings.ts";

const settings = {
  ...sampleSettings,
  baseCurrency: "EUR",
  cartLink: "https://example.com/abandoned-cart/{selection}",
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

const order = { number: "102", ...purchase };

const shippedOrder = {
  ...order,
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

const cases: [file: string, metric: MetricName, event: CommerceEvent][] = [
  ["placed-order.json", "Placed Order", sampleEvent("order.placed", { order })],
  ["placed-order.json", "Confirmed Order", sampleEvent("order.confirmed", { order })],
  ["placed-order.json", "Refunded Order", sampleEvent("order.refunded", { order, refund: fullRefund })],
  ["cancelled-order.json", "Cancelled Order", sampleEvent("order.cancelled", { order, reason: "Size too small" })],
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
function readContract(file: string) {
  const printed = payloadSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "contract", file), "utf8"), (key, value) =>
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

describe("a metric has every field of its contract, equal in value and type", () => {
  test.each(cases)("%s as %s", (file, metric, commerceEvent) => {
    const outcome = mapCommerceEvent(commerceEvent, settings);
    const event = outcome.kind === "mapped" ? outcome.events.find((mapped) => mapped.metric === metric) : undefined;
    if (!event) throw new Error(`${metric} was not mapped`);
    const { expected, uniqueId, value } = readContract(file);

    const sent = JSON.parse(encodeMetricEvent(event).body);

    expect(sent.properties).toMatchObject(expected);
    expect(sent.unique_id).toBe(uniqueId);
    expect(sent.value).toBe(value);
    expect(sent.value_currency).toBe(value === undefined ? undefined : "EUR");
  });

  test("the names of the list of template variables carry the order's total and discount", () => {
    const outcome = mapCommerceEvent(sampleEvent("order.placed", { order }), settings);
    const placed = outcome.kind === "mapped" ? outcome.events[0] : undefined;
    expect(placed?.properties).toMatchObject({
      GrossPaidPricePerUnitInCustomerCurrency: "215.00",
      GrossPaidPriceInCustomerCurrency: "215.00",
      DiscountValueInCustomerCurrency: "0.00",
    });
  });
});
