import { expect, test } from "vitest";
import { shownProperties } from "./event-properties.ts";

test("properties come in alphabetical order, the value among them", () => {
  const properties = {
    ...{ Subject: "Hej", Brands: ["Ascaro"], BillingAddress: { City: "Göteborg" }, Items: [{ SKU: "1" }] },
    ...{ ItemCount: 2, IsGift: false, Note: null, customerCurrency: "SEK" },
  };
  expect(shownProperties({ metric: "Placed Order", body: { properties, value: 64 } })).toEqual([
    { name: "BillingAddress", value: '{"City":"Göteborg"}' },
    { name: "Brands", value: "Ascaro" },
    { name: "customerCurrency", value: "SEK" },
    { name: "IsGift", value: "false" },
    { name: "ItemCount", value: "2" },
    { name: "Items", value: '[{"SKU":"1"}]' },
    { name: "Note", value: "null" },
    { name: "Placed Order Value", value: "64.00" },
    { name: "Subject", value: "Hej" },
  ]);
});

test.each([[null], ["text"], [{}], [{ properties: [1] }]])("a body of another form has none: %j", (body) => {
  expect(shownProperties({ metric: "Shipped", body })).toEqual([]);
});
