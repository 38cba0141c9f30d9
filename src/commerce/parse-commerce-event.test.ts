import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { commerceEventSchema } from "./commerce-event.ts";
import { parseCommerceEvent } from "./parse-commerce-event.ts";
import { sampleEvent, sampleLine, sampleOrder, sampleShipment } from "./samples.ts";

const placed = sampleEvent("order.placed");

function withOrder(fields: object): unknown {
  return { ...placed, data: { order: { ...sampleOrder, ...fields } } };
}

function withLine(fields: object): unknown {
  return withOrder({ lines: [{ ...sampleLine, ...fields }] });
}

function faultsOf(input: unknown) {
  const parsed = parseCommerceEvent(input);
  return parsed.ok ? [] : parsed.faults;
}

describe("what is accepted", () => {
  const cases: [string, unknown][] = [
    ["extension attributes", { ...placed, traceparent: "00-1-2-01", partitionkey: "7", sampled: true, sequence: 3 }],
    ["the optional attributes", { ...placed, subject: "102", datacontenttype: "application/json", dataschema: "x:y" }],
    ["any zone", { ...placed, time: "2026-03-14T09:26:53.123-09:30" }],
    ["trailing zeros", withOrder({ totals: { grandTotal: "215.0000", taxAmount: "0" } })],
    ["no address to see it at", withLine({ productUrl: "", images: { full: "" } })],
    ["an order without rate", withOrder({ baseCurrency: undefined, conversionRate: undefined })],
  ];
  test.each(cases)("%s", (_name, input) => {
    expect(faultsOf(input)).toEqual([]);
  });
});

describe("every fault has its place and a sentence", () => {
  const shipment = (lines: object[]) => ({
    ...sampleEvent("shipment.updated"),
    data: { order: sampleOrder, shipment: { ...sampleShipment, lines } },
  });
  const cases: [input: unknown, pointer: string, detail: string | RegExp][] = [
    [null, "", "The event must be an object, not null."],
    [[placed], "", "The event must be an object, not an array."],
    [{ ...placed, type: "order.placd" }, "/type", /"type" must be one of order\.placed, /],
    [{ ...placed, type: undefined }, "/type", /"type" must be one of order\.placed, /],
    [{ ...placed, id: undefined }, "/id", '"id" is missing.'],
    [{ ...placed, id: "" }, "/id", '"id" must have at least 1 character.'],
    [{ ...placed, specversion: "0.3" }, "/specversion", '"specversion" must be "1.0".'],
    [{ ...placed, time: undefined }, "/time", '"time" is missing.'],
    [{ ...placed, time: "2026-03-14T09:26:53" }, "/time", /must be a date and time with a zone/],
    [{ ...placed, time: "2026-02-30T09:26:53Z" }, "/time", /must be a date and time with a zone/],
    [{ ...placed, Subject: "102" }, "/Subject", /"Subject" is not a known field here/],
    [{ ...placed, extra: { deep: 1 } }, "/extra", /"extra" must be text, true or false, or a whole number/],
    [{ ...placed, data: {} }, "/data/order", '"order" is missing.'],
    [withOrder({ number: 102 }), "/data/order/number", '"number" must be text, not a number.'],
    [withOrder({ number: "10\u00002" }), "/data/order/number", /must not have control characters/],
    [withOrder({ market: { id: "2", name: "Sw\ud800den" } }), "/data/order/market/name", /halves of characters/],
    [withOrder({ customer: { email: "jane\u0000@ascaro-shop.com" } }), "/data/order/customer/email", /e-mail address/],
    [{ ...placed, id: "a\u0000b" }, "/id", /must not have control characters/],
    [withOrder({ currancy: "EUR" }), "/data/order/currancy", /check its spelling/],
    [withOrder({ "a/b~c": 1 }), "/data/order/a~1b~0c", /check its spelling/],
    [withOrder({ lines: [] }), "/data/order/lines", '"lines" must have at least 1 item.'],
    [withOrder({ lines: [sampleLine, sampleLine] }), "/data/order/lines", /two lines with the same id/],
    [withOrder({ currency: "eur" }), "/data/order/currency", /three capital letters/],
    [withOrder({ country: "Sweden" }), "/data/order/country", /two capital letters/],
    [withOrder({ conversionRate: "0.00" }), "/data/order/conversionRate", /rate above zero/],
    [withOrder({ baseCurrency: undefined }), "/data/order", /needs baseCurrency and conversionRate together/],
    [withOrder({ customer: { email: "jane" } }), "/data/order/customer/email", /e-mail address/],
    [withLine({ quantity: 0 }), "/data/order/lines/0/quantity", '"quantity" must be at least 1.'],
    [withLine({ quantity: 1.5 }), "/data/order/lines/0/quantity", '"quantity" must be a whole number.'],
    [withLine({ unitPrice: 100 }), "/data/order/lines/0/unitPrice", '"unitPrice" must be text, not a number.'],
    [withLine({ unitPrice: "-1.00" }), "/data/order/lines/0/unitPrice", /not negative/],
    [withLine({ unitPrice: "1e3" }), "/data/order/lines/0/unitPrice", /amount as text/],
    [withLine({ unitPrice: "1,50" }), "/data/order/lines/0/unitPrice", /amount as text/],
    [withLine({ unitPrice: "1.00001" }), "/data/order/lines/0/unitPrice", /amount as text/],
    [withLine({ unitPrice: "123456789012" }), "/data/order/lines/0/unitPrice", /amount as text/],
    [withLine({ taxPercent: "25" }), "/data/order/lines/0/taxPercent", '"taxPercent" must be a number, not text.'],
    [withLine({ productName: null }), "/data/order/lines/0/productName", '"productName" must be text, not null.'],
    [withLine({ productUrl: "ftp://x" }), "/data/order/lines/0/productUrl", /begins with http/],
    [withLine({ size: "x".repeat(201) }), "/data/order/lines/0/size", '"size" must have at most 200 characters.'],
    [shipment([{ lineId: "9", quantity: 1 }]), "/data/shipment/lines/0/lineId", /not the id of a line/],
    [shipment([{ lineId: "68", quantity: 3 }]), "/data/shipment/lines/0/quantity", /more than/],
    [
      shipment([
        { lineId: "68", quantity: 1 },
        { lineId: "68", quantity: 2 },
      ]),
      "/data/shipment/lines/1/quantity",
      /more than/,
    ],
  ];
  test.each(cases)("%#: %s", (input, pointer, detail) => {
    const faults = faultsOf(input);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.pointer).toBe(pointer);
    expect(faults[0]?.detail).toMatch(detail);
  });

  test("all faults at once", () => {
    const faults = faultsOf(withLine({ quantity: 0, total: "x", colour: "red" }));
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      "/data/order/lines/0/colour",
      "/data/order/lines/0/quantity",
      "/data/order/lines/0/total",
    ]);
  });

  test("no value is repeated: it may be personal", () => {
    const faults = faultsOf(withOrder({ customer: { email: "not-an-address", firstName: 7 } }));
    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toContain("not-an-address");
  });
});

describe("the published schema", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(z.toJSONSchema(commerceEventSchema));

  test("accepts what is accepted and refuses what is refused", () => {
    expect(validate(placed)).toBe(true);
    expect(validate(sampleEvent("gift_certificate.issued"))).toBe(true);
    expect(validate(withOrder({ currancy: "EUR" }))).toBe(false);
    expect(validate(withLine({ unitPrice: 100 }))).toBe(false);
  });
});
