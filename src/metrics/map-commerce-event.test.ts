import { describe, expect, test } from "vitest";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import {
  sampleAddress,
  sampleCheckout,
  sampleCustomer,
  sampleEvent,
  sampleGiftCertificate,
  sampleLine,
  sampleOrder,
  sampleShipment,
} from "../commerce/samples.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import type { MappingContext } from "./mapping-outcome.ts";
import { sampleSettings } from "./sample-settings.ts";
import type { MappingSettings } from "./settings.ts";

function mapped(event: CommerceEvent, settings: Partial<MappingSettings> = {}, context: MappingContext = {}) {
  const outcome = mapCommerceEvent(event, { ...sampleSettings, ...settings }, context);
  if (outcome.kind === "held") throw new Error(outcome.reason.message);
  return outcome;
}

function idsOf(event: CommerceEvent): string[] {
  return mapped(event).events.map(({ metric, uniqueId }) => `${metric}: ${uniqueId}`);
}

const refund = { id: "r2", amount: "10.00" };
const placed = sampleEvent("order.placed");

describe("which metrics an event becomes, and under which ids", () => {
  const twoLines = { ...sampleOrder, lines: [sampleLine, { ...sampleLine, id: "69" }] };
  const { id: _, ...anonymous } = sampleCustomer;
  const cases: [CommerceEvent, string[]][] = [
    [
      sampleEvent("order.placed", { order: twoLines }),
      ["Placed Order: 102", "Ordered Product: 102-68", "Ordered Product: 102-69"],
    ],
    [sampleEvent("order.confirmed"), ["Confirmed Order: 102"]],
    [sampleEvent("order.cancelled"), ["Cancelled Order: 102"]],
    [sampleEvent("order.refunded", { refund }), ["Refunded Order: 102"]],
    [sampleEvent("order.refunded", { refund: { ...refund, ordinal: 1 } }), ["Refunded Order: 102"]],
    [sampleEvent("order.refunded", { refund: { ...refund, ordinal: 2 } }), ["Refunded Order: 102-refund-r2"]],
    [sampleEvent("shipment.updated"), ["Shipping Update: Shipped-102-1", "Shipped: Shipped-102-1"]],
    [
      sampleEvent("shipment.updated", { shipment: { ...sampleShipment, status: "out_for_delivery" } }),
      ["Shipping Update: Out for delivery-102-1", "Out for delivery: Out for delivery-102-1"],
    ],
    [
      sampleEvent("shipment.updated", { shipment: { ...sampleShipment, status: "delivered" } }),
      ["Shipping Update: Delivered-102-1", "Delivered: Delivered-102-1"],
    ],
    [sampleEvent("checkout.started"), ["Started Checkout: 9f86d081884c7d65"]],
    [
      sampleEvent("checkout.started", { checkout: { ...sampleCheckout, visitId: "2" } }),
      ["Started Checkout: 9f86d081884c7d65-2"],
    ],
    [sampleEvent("customer.created"), ["Created Account: 4711"]],
    [
      sampleEvent("customer.created", { customer: { ...anonymous, email: "Jane.Doe@ascaro-shop.com" } }),
      ["Created Account: jane.doe@ascaro-shop.com"],
    ],
    [sampleEvent("customer.password_reset_requested", {}, { id: "reset-7" }), ["Reset Password: reset-7"]],
    [sampleEvent("gift_certificate.issued"), ["Gift Certificate: 123"]],
  ];
  test.each(cases)("%o", (event, expected) => {
    expect(idsOf(event)).toEqual(expected);
  });
});

test("the same event gives the same outcome", () => {
  expect(mapped(structuredClone(placed))).toEqual(mapped(placed));
});

describe("value", () => {
  test.each([
    ["order.placed", [2288.74, 2129.06]],
    ["order.confirmed", [2288.74]],
    ["order.cancelled", [2288.74]],
    ["order.refunded", [1064.53]],
    ["checkout.started", [2288.74]],
    ["gift_certificate.issued", [1064.53]],
    ["shipment.updated", [undefined, undefined]],
    ["customer.created", [undefined]],
    ["customer.password_reset_requested", [undefined]],
  ] as const)("of %s in the base currency: %j", (type, expected) => {
    const { events } = mapped(sampleEvent(type));
    expect(events.map(({ value }) => value)).toEqual(expected);
    expect(events.map(({ valueCurrency }) => valueCurrency)).toEqual(expected.map((value) => value && "SEK"));
  });
});

describe("exchange rates", () => {
  const eur = { currency: "EUR", baseCurrency: "SEK", conversionRate: "10.0000" };
  const cases: [string, Partial<typeof eur>, string, Record<string, string>, number | null][] = [
    ["none needed for the base currency", eur, "EUR", { EUR: "7" }, 215],
    ["the order's own into the base currency", eur, "SEK", { EUR: "7" }, 2150],
    ["the plugin's for the order's currency", eur, "DKK", { EUR: "7.5", SEK: "2" }, 1612.5],
    ["the order's and then the plugin's", eur, "DKK", { SEK: "0.66" }, 1419],
    ["none known", eur, "DKK", { USD: "7" }, null],
    ["none known, no own", { currency: "EUR" }, "DKK", { SEK: "7" }, null],
  ];
  test.each(cases)("%s", (_name, own, baseCurrency, exchangeRates, expected) => {
    const { currency: _currency, baseCurrency: _base, conversionRate: _rate, ...rest } = sampleOrder;
    const event = sampleEvent("order.confirmed", { order: { ...rest, currency: "EUR", ...own } });
    const outcome = mapCommerceEvent(event, { ...sampleSettings, baseCurrency, exchangeRates });
    if (expected === null) {
      expect(outcome).toMatchObject({ kind: "held", reason: { code: "exchange_rate_unknown" } });
      expect(outcome).toHaveProperty(
        "reason.message",
        expect.stringContaining("from EUR to the plugin's base currency DKK"),
      );
    } else {
      expect(outcome).toMatchObject({ kind: "mapped", events: [{ value: expected, valueCurrency: baseCurrency }] });
    }
  });

  test("an amount beyond what is counted exactly is held", () => {
    const totals = { grandTotal: "99999999999", taxAmount: "0" };
    const order = { ...sampleOrder, totals, conversionRate: "99999999" };
    expect(mapCommerceEvent(sampleEvent("order.placed", { order }), sampleSettings)).toMatchObject({
      kind: "held",
      reason: { code: "amount_out_of_range" },
    });
  });
});

describe("what is left out is listed with its reason", () => {
  const { market: _market, ...nowhere } = sampleOrder;
  const longEmail = `${"a".repeat(90)}@ascaro-shop.com`;
  const old = sampleEvent("order.confirmed", {}, { time: "1999-12-31T23:59:59Z" });
  const cases: [string, CommerceEvent, Partial<MappingSettings>, MappingContext, string | null][] = [
    ["price list by id", placed, { restrictPricelists: ["3"] }, {}, null],
    ["price list by name", placed, { restrictPricelists: ["EUR"] }, {}, null],
    ["another price list", placed, { restrictPricelists: ["SEK"] }, {}, "pricelist_restricted"],
    ["the market", placed, { restrictMarkets: ["Sweden"] }, {}, null],
    ["another market", placed, { restrictMarkets: ["Norway", "9"] }, {}, "market_restricted"],
    [
      "an order of no market",
      sampleEvent("order.placed", { order: nowhere }),
      { restrictMarkets: ["2"] },
      {},
      "market_unknown",
    ],
    ["the country", placed, { restrictCountries: ["SE"] }, {}, null],
    ["another country", placed, { restrictCountries: ["NO", "DK"] }, {}, "country_restricted"],
    [
      "an account of another country",
      sampleEvent("customer.created"),
      { restrictCountries: ["NO"] },
      {},
      "country_restricted",
    ],
    ["an account of no price list", sampleEvent("customer.created"), { restrictPricelists: ["9"] }, {}, null],
    ["an inactive plugin", placed, {}, { isPluginActive: false }, "plugin_inactive"],
    [
      "a long e-mail address",
      sampleEvent("customer.created", { customer: { email: longEmail } }),
      {},
      {},
      "email_too_long",
    ],
    ["a time before 2000", old, {}, {}, "time_out_of_range"],
    ["a time too far ahead", placed, {}, { now: Date.parse("2025-03-01T00:00:00Z") }, "time_out_of_range"],
    ["a time within a year", placed, {}, { now: Date.parse("2025-04-01T00:00:00Z") }, null],
  ];
  test.each(cases)("%s", (_name, event, settings, context, expected) => {
    const all = mapped(event).events.length + mapped(event).skipped.length;
    const { events, skipped } = mapped(event, settings, context);
    expect(events.length).toBe(expected === null ? all : 0);
    expect(skipped.map(({ reason }) => reason.code)).toEqual(expected === null ? [] : Array(all).fill(expected));
  });

  test("a metric that is switched off, alone", () => {
    const { events, skipped } = mapped(sampleEvent("shipment.updated"), { disabledMetrics: ["Shipped"] });
    expect(events.map(({ metric }) => metric)).toEqual(["Shipping Update"]);
    expect(skipped).toMatchObject([{ event: { metric: "Shipped" }, reason: { code: "metric_disabled" } }]);
  });
});

describe("settings", () => {
  test.each([
    [true, "Test Product"],
    [false, "Test Product Blue jeans"],
  ])("short product name %s: %s", (shortProductName, expected) => {
    const [order, product] = mapped(placed, { shortProductName }).events;
    expect(order?.properties).toMatchObject({ ItemNames: [expected], Items: [{ ProductName: expected }] });
    expect(product?.properties.ProductName).toBe(expected);
  });

  test.each([
    ["large", "https://ascaro-shop.com/l.jpg"],
    ["", "https://ascaro-shop.com/s.jpg"],
    ["huge", "https://ascaro-shop.com/s.jpg"],
  ])("image size %j", (imageSize, expected) => {
    const images = { small: "https://ascaro-shop.com/s.jpg", large: "https://ascaro-shop.com/l.jpg" };
    const order = { ...sampleOrder, lines: [{ ...sampleLine, images }] };
    const { events } = mapped(sampleEvent("order.placed", { order }), { imageSize });
    expect(events[1]?.properties.ImageURL).toBe(expected);
  });

  test("the cart link carries the selection, safe for an address", () => {
    const checkout = { ...sampleCheckout, selectionId: "a b/c" };
    const cartLink = "https://ascaro-shop.com/cart/{selection}?s={selection}";
    const { events } = mapped(sampleEvent("checkout.started", { checkout }), { cartLink });
    const url = "https://ascaro-shop.com/cart/a%20b%2Fc?s=a%20b%2Fc";
    expect(events[0]?.properties).toMatchObject({ AbandonedCartURL: url, CheckoutURL: url });
  });
});

describe("shipments", () => {
  test("items are what is in it, at their share of the order's prices", () => {
    const line = { ...sampleLine, quantity: 3, total: "100.00", taxAmount: "20.00" };
    const order = { ...sampleOrder, currency: "SEK", conversionRate: "1", lines: [line] };
    const shipment = { ...sampleShipment, lines: [{ lineId: "68", quantity: 1 }] };
    const [update] = mapped(sampleEvent("shipment.updated", { order, shipment })).events;
    expect(update?.properties).toMatchObject({
      GrossPaidPrice: "33.33",
      TaxAmount: "6.67",
      ItemCount: 1,
      Items: [{ Quantity: 1, GrossPaidPrice: "33.33", TaxAmount: "6.67" }],
      ShippingCost: "10.00",
    });
  });

  test("what Ingrid says of the order, or of the shipment alone; nothing without Ingrid", () => {
    const shipment = { ...sampleShipment, ingrid: { carrier: "Budbee", doorCode: "42" } };
    const [ofOrder] = mapped(sampleEvent("shipment.updated")).events;
    const [ofShipment] = mapped(sampleEvent("shipment.updated", { shipment })).events;
    expect(ofOrder?.properties).toMatchObject({ IngridCarrier: "Instabox", IngridDoorCode: "1234" });
    expect(ofShipment?.properties).toMatchObject({ IngridCarrier: "Budbee", IngridDoorCode: "42" });
    expect(ofShipment?.properties).not.toHaveProperty("IngridProduct");
    const { shipping: _, ...plain } = sampleOrder;
    const [placed] = mapped(sampleEvent("order.placed", { order: plain })).events;
    expect(Object.keys(placed?.properties.Shipping ?? {}).filter((name) => name.startsWith("Ingrid"))).toEqual([]);
  });

  test("it goes to its own address, if it has one", () => {
    const shipment = { ...sampleShipment, shippingAddress: { ...sampleAddress, city: "Lund" } };
    const [update] = mapped(sampleEvent("shipment.updated", { shipment })).events;
    expect(update?.properties.ShippingAddress).toMatchObject({ City: "Lund" });
    expect(update?.profile.location?.city).toBe("Lund");
  });
});

describe("Klaviyo's limits", () => {
  test("4,000 items, cut visibly, while every line has its Ordered Product", () => {
    const lines = Array.from({ length: 4001 }, (_, index) => ({ ...sampleLine, id: String(index) }));
    const { events } = mapped(sampleEvent("order.placed", { order: { ...sampleOrder, lines } }));
    const properties = events[0]?.properties ?? {};
    expect(properties.ItemCount).toBe(4001);
    expect(properties.TruncatedFields).toEqual(["Items", "ItemNames", "Categories", "Brands"]);
    expect(properties.Items).toSatisfy((items) => Array.isArray(items) && items.length > 20 && items.length <= 4000);
    expect(events.length).toBe(4002);
  });

  test("5 MB, whatever is in the lines", () => {
    const name = "\u0001".repeat(200);
    const categories = Object.fromEntries(Array.from({ length: 50 }, (_, id) => [String(id), name]));
    const lines = Array.from({ length: 200 }, (_, index) => ({ ...sampleLine, id: String(index), categories }));
    const [order] = mapped(sampleEvent("order.placed", { order: { ...sampleOrder, lines } })).events;
    expect(Buffer.byteLength(JSON.stringify(order?.properties))).toBeLessThan(5_000_000);
    expect(order?.properties.TruncatedFields).toContain("Items");
  });

  test("an order within them is not cut", () => {
    expect(mapped(placed).events[0]?.properties).not.toHaveProperty("TruncatedFields");
  });
});

test("what opens a door or pays is a secret, under its property's name", () => {
  for (const event of [sampleEvent("customer.password_reset_requested"), sampleEvent("gift_certificate.issued")]) {
    for (const { properties, secrets } of mapped(event).events) {
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(properties[secret]).toBeTypeOf("string");
    }
  }
  const gift = sampleEvent("gift_certificate.issued", { giftCertificate: sampleGiftCertificate });
  expect(mapped(gift).events[0]?.secrets).toEqual(["Code", "Link"]);
});
