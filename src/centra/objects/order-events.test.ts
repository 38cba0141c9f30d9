import { expect, test } from "vitest";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { OrderContext } from "./commerce-order.ts";
import { orderEvent } from "./order-events.ts";
import { orderFacts } from "./order-facts.ts";
import { readOrder } from "./read-order.ts";

const money = (value: number) => ({ value, currency: { code: "EUR" }, conversionRate: 10.6453 });
const CONTEXT: OrderContext = {
  ...{
    baseCurrency: "SEK",
    productPageUrl: "https://shop.se/p/{display_uri}",
    imageSize: "standard",
    trackingUrls: {},
  },
  products: new Map([["12", { uri: "basic-jacket", categories: { "3": "Jackets" }, image: "https://shop.se/i.jpg" }]]),
};
const LINE = {
  ...{ id: 68, quantity: 2, cancelledQuantity: 0, taxPercent: 25, size: "M", frontendItemId: "12" },
  ...{ product: { id: 1, name: "Basic Jacket" }, productSize: { SKU: "BJ-M", EAN: "7340112910426" } },
  ...{ gross: { value: 200 }, net: { value: 160 }, unitPrice: { value: 100 }, unitOriginalPrice: { value: 120 } },
};
const ORDER = {
  ...{ id: "1497ccf644db871e1e4026d101bde6f3", number: 14, status: "PENDING", createdAt: "2026-03-14T09:00:00+01:00" },
  baseGrandTotal: money(215),
  totals: {
    shipping: money(20),
    shippingTaxIncluded: money(4),
    discounts: money(-5),
    taxIncluded: money(43),
    taxAdded: money(0),
  },
  discountsApplied: [{ value: money(-5), code: "SPRING5", voucherName: "Spring" }],
  lines: [LINE],
  shippingAddress: { firstName: "Jon", city: "Stockholm", country: { code: "SE", name: "Sweden" } },
  customer: { id: 4, email: "jon.snow@example.com", firstName: "Jon", lastName: "Snow" },
};

function tell(given: object): CommerceEvent[] {
  const order = readOrder({ ...ORDER, ...given });
  if (order === null) throw new Error("This is no order.");
  return orderFacts(order).map((fact) => {
    const told = orderEvent(order, fact, "/centra/shop", CONTEXT);
    if (!told.ok) throw new Error(told.fault);
    return told.event;
  });
}

function faultOf(given: object): string {
  const order = readOrder({ ...ORDER, ...given });
  const fact = order === null ? undefined : orderFacts(order)[0];
  if (order === null || fact === undefined) return "nothing to tell";
  const told = orderEvent(order, fact, "/centra/shop", CONTEXT);
  return told.ok ? "" : told.fault;
}

test("a line of which nothing is left, where Centra does not tell what was cancelled, costs itself and not the order", () => {
  const cancelled = {
    ...LINE,
    id: 69,
    quantity: 0,
    cancelledQuantity: undefined,
    gross: { value: 0 },
    net: { value: 0 },
  };
  expect(tell({ lines: [LINE, cancelled] })).toMatchObject([{ data: { order: { lines: [{ id: "68" }] } } }]);
});

test("an order is told with its amounts, its product as the shop shows it and its rate", () => {
  expect(tell({})).toMatchObject([
    {
      type: "order.placed",
      time: "2026-03-14T09:00:00+01:00",
      data: {
        order: {
          ...{ number: "14", currency: "EUR", baseCurrency: "SEK", conversionRate: "10.6453", country: "SE" },
          lines: [
            {
              ...{
                id: "68",
                productId: "12",
                sku: "BJ-M",
                gtin: "7340112910426",
                quantity: 2,
                total: "200",
                taxAmount: "40",
              },
              ...{ unitPrice: "100", unitOriginalPrice: "120", categories: { "3": "Jackets" } },
              ...{ productUrl: "https://shop.se/p/basic-jacket", images: { standard: "https://shop.se/i.jpg" } },
            },
          ],
          shipping: { cost: "20", taxAmount: "4" },
          discounts: [{ code: "SPRING5", amount: "5" }],
          totals: { grandTotal: "215", taxAmount: "43" },
        },
      },
    },
  ]);
});

test("pieces that were cancelled since are in the order as it was made", () => {
  const line = { ...LINE, quantity: 1, cancelledQuantity: 1, gross: { value: 100 }, net: { value: 80 } };
  const totals = { ...ORDER.totals, taxIncluded: money(23) };
  expect(tell({ lines: [line], baseGrandTotal: money(115), totals })).toMatchObject(
    tell({}).map(({ data }) => ({ data })),
  );
});

test("a line of which nothing is left is still what was ordered", () => {
  const line = { ...LINE, quantity: 0, cancelledQuantity: 2, gross: { value: 0 }, net: { value: 0 } };
  const totals = { ...ORDER.totals, taxIncluded: money(3) };
  const [placed] = tell({ lines: [line], baseGrandTotal: money(15), totals });
  expect(placed?.data).toMatchObject({
    order: { lines: [{ quantity: 2, total: "200", taxAmount: "40" }], totals: { grandTotal: "215", taxAmount: "43" } },
  });
});

test("a refund has the lines and the shipping of its return, whatever the signs", () => {
  const paid = {
    ...{ id: 9, createdAt: "2026-03-20T09:00:00+01:00", status: "SUCCESS", entryType: "REFUND", value: money(-110) },
    return: {
      ...{ id: 385, comment: "Size too small" },
      grandTotal: money(110),
      lines: [{ quantity: 1, lineValue: money(100), orderLine: { id: 68 } }],
      totals: { shipping: money(10), taxIncluded: money(22), taxAdded: money(0) },
    },
  };
  expect(tell({ paymentHistory: [paid] })[1]?.data).toMatchObject({
    refund: {
      ...{ id: "9", ordinal: 1, amount: "110", taxAmount: "22", shippingAmount: "10", reason: "Size too small" },
      lines: [{ lineId: "68", quantity: 1, amount: "100" }],
    },
  });
});

test("what Ingrid left on an order is told under the names of the shop's language, other attributes are not", () => {
  const attributes = [
    { type: { name: "dtc_order_ingrid" }, elements: [{ key: "ingrid_pickup_point_address", value: "Odengatan 1" }] },
    {
      type: { name: "Ingrid" },
      elements: [
        { key: "expectedDeliveryDate", value: "2026-03-17" },
        { key: "colour", value: 1 },
      ],
    },
    { type: { name: "gift_wrapping" }, elements: [{ key: "product", value: "Paper" }] },
    null,
  ];
  expect(tell({ attributes })[0]?.data).toMatchObject({
    order: { shipping: { ingrid: { pickupPointAddress: "Odengatan 1", expectedDeliveryDate: "2026-03-17" } } },
  });
  expect(JSON.stringify(tell({ attributes })[0])).not.toContain("Paper");
  expect(JSON.stringify(tell({ attributes: null }))).not.toContain("ingrid");
});

test("a shipment has its carrier's tracking address", () => {
  const shipment = {
    ...{ id: 7, number: "14-1", isShipped: true, shippedAt: "2026-03-15T09:00:00+01:00", trackingNumber: "AB1" },
    ...{ carrierInformation: { carrierName: "PostNord" }, lines: [{ quantity: 1, orderLine: { id: 68 } }] },
  };
  const shipped = tell({ status: "PROCESSING", shipments: [shipment] }).find(({ type }) => type === "shipment.updated");
  expect(shipped?.data).toMatchObject({
    shipment: {
      number: "14-1",
      trackingUrl: "https://tracking.postnord.com/tracking?id=AB1",
      lines: [{ lineId: "68" }],
    },
  });
});

test.each<[string, object, string]>([
  ["no e-mail address anywhere", { customer: null }, '"email" is missing'],
  ["no lines", { lines: [] }, "lines"],
  ["no total", { baseGrandTotal: null }, "currency"],
  ["an absurd total", { baseGrandTotal: money(1e300) }, "grandTotal"],
  ["an absurd quantity", { lines: [{ ...LINE, quantity: 9_000_000 }] }, "quantity"],
  ["no time", { createdAt: "yesterday" }, "time"],
])("%s is said, not sent", (_name, given, words) => expect(faultOf(given)).toContain(words));

test.each<[string, object]>([
  ["null for what is optional", { shippingAddress: null, billingAddress: null, discountsApplied: null, market: null }],
  ["an e-mail address on the billing address alone", { customer: null, billingAddress: { email: "jon@example.com" } }],
  ["an unknown status", { status: "ON_THE_MOON" }],
  [
    "a line without a product",
    { lines: [{ ...LINE, product: null, productSize: null, frontendItemId: null, productNumber: "BJ" }] },
  ],
  ["lists that are none", { shipments: {}, paymentHistory: 5, history: "x" }],
])("%s can be told", (_name, given) => expect(faultOf(given)).toBe(""));
