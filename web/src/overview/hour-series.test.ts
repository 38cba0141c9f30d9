import { expect, test } from "vitest";
import { toHourSeries } from "./hour-series.ts";

const HOUR = 3_600_000;

test("every hour is there, and the metrics with most events first", () => {
  const counts = [
    { hour: 10 * HOUR, metric: "Shipped", events: 2 },
    { hour: 10 * HOUR, metric: "Placed Order", events: 5 },
    { hour: 12 * HOUR, metric: "Shipped", events: 1 },
  ];
  expect(toHourSeries(counts, 12 * HOUR + 59, 3)).toEqual({
    metrics: ["Placed Order", "Shipped"],
    hasOthers: false,
    hours: [
      { hour: 10 * HOUR, total: 7, others: 0, events: { "Placed Order": 5, Shipped: 2 } },
      { hour: 11 * HOUR, total: 0, others: 0, events: { "Placed Order": 0, Shipped: 0 } },
      { hour: 12 * HOUR, total: 1, others: 0, events: { "Placed Order": 0, Shipped: 1 } },
    ],
  });
});

test("the rarest of many metrics are added up", () => {
  const counts = Array.from({ length: 9 }, (_, index) => ({ hour: 0, metric: `M${index}`, events: 10 - index }));
  const { metrics, hasOthers, hours } = toHourSeries(counts, 0, 1);
  expect(metrics).toEqual(["M0", "M1", "M2", "M3", "M4", "M5"]);
  expect(hasOthers).toBe(true);
  expect(hours[0]).toMatchObject({ total: 54, others: 9 });
});
