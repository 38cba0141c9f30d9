import { describe, expect, test } from "vitest";
import type { MetricEvent } from "../metrics/metric-event.ts";
import { encodeMetricEvent } from "./encode-event.ts";

const event: MetricEvent = {
  metric: "Placed Order",
  uniqueId: "102",
  time: "2026-03-14T09:26:53+01:00",
  value: 215.5,
  valueCurrency: "SEK",
  profile: { email: "jane.doe@ascaro-shop.com", locale: "sv-SE", properties: { Language: "sv", Market: undefined } },
  properties: { OrderId: "102", DiscountValue: "0.00", Country: undefined },
  secrets: [],
};

describe("an encoded event", () => {
  test("has Klaviyo's attributes of an event, and the profile's apart", () => {
    const { body, profile } = encodeMetricEvent(event);
    expect(JSON.parse(body)).toStrictEqual({
      properties: { OrderId: "102", DiscountValue: "0.00" },
      time: "2026-03-14T09:26:53+01:00",
      value: 215.5,
      value_currency: "SEK",
      unique_id: "102",
      metric: { data: { type: "metric", attributes: { name: "Placed Order" } } },
    });
    expect(JSON.parse(profile)).toStrictEqual({
      email: "jane.doe@ascaro-shop.com",
      locale: "sv-SE",
      properties: { Language: "sv" },
    });
  });

  test("has neither value nor currency when the metric is no revenue", () => {
    const { value: _value, valueCurrency: _currency, ...withoutValue } = event;
    const attributes = Object.keys(JSON.parse(encodeMetricEvent(withoutValue).body));
    expect(attributes.toSorted()).toEqual(["metric", "properties", "time", "unique_id"]);
  });

  test("keeps the profiles of different customers apart", () => {
    const other = { ...event, profile: { email: "john@ascaro-shop.com", properties: {} } };
    const texts = [event, other, event].map((one) => JSON.parse(encodeMetricEvent(one).profile).email);
    expect(texts).toEqual(["jane.doe@ascaro-shop.com", "john@ascaro-shop.com", "jane.doe@ascaro-shop.com"]);
  });
});
