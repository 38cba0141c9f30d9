import { expect, test } from "vitest";
import { samplePlugin } from "../../test/history/sample-plugin.ts";
import { sampleEvent, sampleLine, sampleOrder } from "../commerce/samples.ts";
import { NO_PROGRESS } from "./export.ts";
import { buildReport, reportAsCsv } from "./export-report.ts";
import type { StoredExport } from "./export-store.ts";
import { type Tally, tallyEvents } from "./tally.ts";

const { settings } = samplePlugin;
const { shipping: _shipping, handling: _handling, discounts: _discounts, ...plain } = sampleOrder;

function order(number: string, total: string, given: object = {}) {
  const line = { ...sampleLine, quantity: 1, unitPrice: total, unitOriginalPrice: total, total, taxAmount: "0" };
  return { ...plain, number, lines: [line], totals: { grandTotal: total, taxAmount: "0" }, ...given };
}

function storedWith(tally: Tally): StoredExport {
  return {
    pluginId: "shop",
    ...{ state: "synchronised", step: "delivering", revision: 3, cursor: null, trouble: null },
    plan: { from: "2022-09-01", since: 0, includeGuests: false, source: { kind: "shop" } },
    progress: NO_PROGRESS,
    tally,
    ...{ startedAt: 1, updatedAt: 2, finishedAt: 2 },
  };
}

const reportOf = (tally: Tally) =>
  buildReport(storedWith(tally), { baseCurrency: "SEK", waiting: 0, refusals: new Map() });

test("what is held, left out or rounded is named beside what was sent", () => {
  const events = [
    sampleEvent("order.placed", {
      order: order("1", "100.00", { currency: "SEK", baseCurrency: "SEK", conversionRate: "1" }),
    }),
    sampleEvent("order.placed", {
      order: order("2", "0.5001", { currency: "SEK", baseCurrency: "SEK", conversionRate: "1" }),
    }),
    sampleEvent("order.placed", {
      order: order("3", "7.00", { currency: "USD", baseCurrency: undefined, conversionRate: undefined }),
    }),
    sampleEvent("order.confirmed", {
      order: order("1", "100.00", { currency: "SEK", baseCurrency: "SEK", conversionRate: "1" }),
    }),
  ];
  const left = { ...settings, disabledMetrics: ["Confirmed Order" as const] };
  const { tally, mapped } = tallyEvents({}, events, left, {});
  expect(mapped).toBe(4);
  const lines = reportOf(tally).lines.map(({ metric, currency, source, sent, differences }) => [
    ...[metric, currency, source.count, source.sum, sent.count, sent.sum],
    differences.map(({ code, count, sum }) => `${code} ${count} ${sum}`).join(),
  ]);
  expect(lines).toEqual([
    ["Confirmed Order", "SEK", 1, "100.00", 0, "0.00", "metric_disabled 1 100.00"],
    ["Ordered Product", "SEK", 2, "100.5001", 2, "100.50", "rounded 0 0.0001"],
    ["Ordered Product", "USD", 1, "7.00", 0, "0.00", "exchange_rate_unknown 1 7.00"],
    ["Placed Order", "SEK", 2, "100.5001", 2, "100.50", "rounded 0 0.0001"],
    ["Placed Order", "USD", 1, "7.00", 0, "0.00", "exchange_rate_unknown 1 7.00"],
  ]);
  expect(reportOf(tally).isEverythingSent).toBe(false);
});

test("counting page by page gives what counting at once gives", () => {
  const events = ["1", "2", "3"].flatMap((number) => [
    sampleEvent("order.placed", { order: order(number, "12.30") }),
    sampleEvent("order.refunded", { order: order(number, "12.30"), refund: { id: "r", amount: "12.30" } }),
  ]);
  const atOnce = tallyEvents({}, events, settings, {}).tally;
  const byPages = events.reduce<Tally>((tally, event) => tallyEvents(tally, [event], settings, {}).tally, {});
  expect(byPages).toEqual(atOnce);
});

test("the report as CSV quotes what has to be quoted", () => {
  const { tally } = tallyEvents(
    {},
    [
      sampleEvent("order.placed", {
        order: order("1", "7.00", { currency: "USD", baseCurrency: undefined, conversionRate: undefined }),
      }),
    ],
    settings,
    {},
  );
  const report = reportOf(tally);
  const [line] = report.lines;
  if (line === undefined) throw new Error("no line");
  const csv = reportAsCsv({ ...report, lines: [{ ...line, metric: 'An "odd", metric' }] });
  expect(csv.split("\r\n")[1]).toBe('"An ""odd"", metric",USD,1,7.00,0,0.00,0.00,exchange_rate_unknown: 1 (7.00)');
});
