import { describe, expect, test } from "vitest";
import { contractCases, contractOrder, contractSettings, readContract } from "../../test/contract/cases.ts";
import { sampleEvent } from "../commerce/samples.ts";
import { encodeMetricEvent } from "../klaviyo/encode-event.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import { sampleSettings } from "./sample-settings.ts";

const settings = { ...sampleSettings, ...contractSettings };

describe("a metric has every field of its contract, equal in value and type", () => {
  test.each(contractCases)("%s as %s", (file, metric, commerceEvent) => {
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
    const outcome = mapCommerceEvent(sampleEvent("order.placed", { order: contractOrder }), settings);
    const placed = outcome.kind === "mapped" ? outcome.events[0] : undefined;
    expect(placed?.properties).toMatchObject({
      GrossPaidPricePerUnitInCustomerCurrency: "215.00",
      GrossPaidPriceInCustomerCurrency: "215.00",
      DiscountValueInCustomerCurrency: "0.00",
    });
  });
});
