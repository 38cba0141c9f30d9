import { z } from "zod";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { mapCommerceEvent } from "../metrics/map-commerce-event.ts";
import type { MappingContext } from "../metrics/mapping-outcome.ts";
import type { MetricEvent, MetricName } from "../metrics/metric-event.ts";
import type { MappingSettings } from "../metrics/settings.ts";
import { addAmounts } from "./amounts.ts";

/** The metrics of an export (seed: "Historical data export"). */
export const EXPORTED_METRICS = [
  "Placed Order",
  "Ordered Product",
  "Confirmed Order",
  "Cancelled Order",
  "Refunded Order",
] as const satisfies readonly MetricName[];

const sumSchema = z.object({ count: z.number(), sum: z.string() });
/** How many, and decimal text of what they add up to. */
export type Sum = z.output<typeof sumSchema>;

const lineSchema = z.object({
  metric: z.string(),
  /** The customers' currency. */
  currency: z.string(),
  /** What the source says, read from its orders without looking at the mapping. */
  source: sumSchema,
  /** What the metric events say that go to Klaviyo. */
  mapped: sumSchema,
  /** The same in the plugin's base currency, which is what Klaviyo counts as revenue. */
  value: z.string(),
  /** What stays behind, by the code of the reason. */
  left: z.record(z.string(), sumSchema),
});
export type TallyLine = z.output<typeof lineSchema>;

const tallySchema = z.record(z.string(), lineSchema);
/** Counts and sums by metric and currency. Depends on what was read alone, so reading a page again gives the same. */
export type Tally = z.output<typeof tallySchema>;

export function parseTally(text: string): Tally {
  return tallySchema.parse(JSON.parse(text));
}

/** By metric, then currency. */
export function linesOf(tally: Tally): TallyLine[] {
  return Object.values(tally).toSorted((a, b) => (`${a.metric} ${a.currency}` < `${b.metric} ${b.currency}` ? -1 : 1));
}

const NOTHING: Sum = { count: 0, sum: "0" };

/** The events of a page on top of what was counted before. */
export function tallyEvents(
  before: Tally,
  events: readonly CommerceEvent[],
  settings: MappingSettings,
  context: MappingContext,
): { readonly tally: Tally; readonly mapped: number } {
  const tally: Tally = { ...before };
  const change = (metric: string, currency: string, apply: (line: TallyLine) => Partial<TallyLine>) => {
    const key = `${metric} ${currency}`;
    const line = tally[key] ?? { metric, currency, source: NOTHING, mapped: NOTHING, value: "0", left: {} };
    tally[key] = { ...line, ...apply(line) };
  };
  const leave = (code: string, metric: string, currency: string, amount: string) =>
    change(metric, currency, ({ left }) => ({ left: { ...left, [code]: add(left[code] ?? NOTHING, amount) } }));

  let mapped = 0;
  for (const event of events) {
    const said = amountsOf(event);
    for (const { metric, currency, amount } of said) {
      change(metric, currency, ({ source }) => ({ source: add(source, amount) }));
    }
    const outcome = mapCommerceEvent(event, settings, context);
    if (outcome.kind === "held") {
      for (const { metric, currency, amount } of said) leave(outcome.reason.code, metric, currency, amount);
      continue;
    }
    for (const { event: left, reason } of outcome.skipped) leave(reason.code, left.metric, ...amountIn(left));
    mapped += outcome.events.length;
    for (const metricEvent of outcome.events) {
      const [currency, amount] = amountIn(metricEvent);
      change(metricEvent.metric, currency, (line) => ({
        mapped: add(line.mapped, amount),
        value: addAmounts(line.value, textOf(metricEvent, "GrossPaidPrice")),
      }));
    }
  }
  return { tally, mapped };
}

function add({ count, sum }: Sum, amount: string): Sum {
  return { count: count + 1, sum: addAmounts(sum, amount) };
}

interface Said {
  readonly metric: (typeof EXPORTED_METRICS)[number];
  readonly currency: string;
  readonly amount: string;
}

/** What an event of the source amounts to, in its own words. */
function amountsOf(event: CommerceEvent): Said[] {
  switch (event.type) {
    case "order.placed": {
      const { currency, totals, lines } = event.data.order;
      const products = lines.map(({ total }): Said => ({ metric: "Ordered Product", currency, amount: total }));
      return [{ metric: "Placed Order", currency, amount: totals.grandTotal }, ...products];
    }
    case "order.confirmed":
      return [whole("Confirmed Order", event.data.order)];
    case "order.cancelled":
      return [whole("Cancelled Order", event.data.order)];
    case "order.refunded": {
      const { order, refund } = event.data;
      return [{ metric: "Refunded Order", currency: order.currency, amount: refund.amount }];
    }
    default:
      return [];
  }
}

function whole(
  metric: Said["metric"],
  { currency, totals }: { readonly currency: string; readonly totals: { readonly grandTotal: string } },
): Said {
  return { metric, currency, amount: totals.grandTotal };
}

/** A metric event's currency and amount, as its customer paid. */
function amountIn(event: MetricEvent): [currency: string, amount: string] {
  return [textOf(event, "CustomerCurrency"), textOf(event, "GrossPaidPriceInCustomerCurrency")];
}

function textOf({ metric, properties }: MetricEvent, name: string): string {
  const value = properties[name];
  if (typeof value !== "string") throw new Error(`The metric ${metric} has no ${name}.`);
  return value;
}
