import { z } from "zod";
import type { RefusedEvent } from "../outbox/refused.ts";
import { addAmounts, subtractAmounts } from "./amounts.ts";
import type { StoredExport } from "./export-store.ts";
import { linesOf, type Sum, type TallyLine } from "./tally.ts";

/** A metric in a currency: what the source says, what Klaviyo was sent, and what makes the difference. */
export interface ReportLine {
  readonly metric: string;
  readonly currency: string;
  readonly source: Sum;
  readonly sent: Sum;
  /** What was sent, in the plugin's base currency. */
  readonly value: string;
  readonly differences: readonly { readonly code: string; readonly count: number; readonly sum: string }[];
}

export interface ExportReport {
  readonly pluginId: string;
  readonly status: StoredExport["state"];
  readonly from: string;
  readonly includeGuests: boolean;
  readonly baseCurrency: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly customers: number;
  readonly orders: number;
  readonly problems: number;
  /** Events that are still to be delivered; they count as sent. */
  readonly waiting: number;
  readonly lines: readonly ReportLine[];
  /** All that the source says was sent. */
  readonly isEverythingSent: boolean;
}

const NONE: Sum = { count: 0, sum: "0" };
/** Of what was sent, for example because the mapping rounds an amount to its currency's digits. */
const ROUNDED = "rounded";
const REFUSED = "refused_by_klaviyo";

const bodySchema = z.object({
  properties: z.object({
    CustomerCurrency: z.string(),
    GrossPaidPriceInCustomerCurrency: z.string(),
    GrossPaidPrice: z.string(),
  }),
});

/** `refusals`: what Klaviyo refused of the export. */
export function buildReport(
  stored: StoredExport,
  given: { readonly baseCurrency: string; readonly waiting: number; readonly refusals: Refusals },
): ExportReport {
  const lines = linesOf(stored.tally).map((line) => reportLine(line, given.refusals.get(keyOf(line))));
  return {
    pluginId: stored.pluginId,
    status: stored.state,
    ...{ from: stored.plan.from, includeGuests: stored.plan.includeGuests, baseCurrency: given.baseCurrency },
    ...{ startedAt: stored.startedAt, finishedAt: stored.finishedAt },
    customers: stored.progress.customers.done,
    orders: stored.progress.orders.done,
    problems: stored.progress.problems,
    waiting: given.waiting,
    lines,
    isEverythingSent: stored.progress.problems === 0 && lines.every(({ source, sent }) => source.count === sent.count),
  };
}

interface Refusal extends Sum {
  readonly value: string;
}

/** By metric and currency. */
export type Refusals = ReadonlyMap<string, Refusal>;

/** Refused events on top of what was counted before. */
export function addRefusals(before: Refusals, refused: readonly RefusedEvent[]): Refusals {
  const sums = new Map(before);
  for (const { metric, body } of refused) {
    const parsed = bodySchema.safeParse(JSON.parse(body));
    if (!parsed.success) continue;
    const { properties } = parsed.data;
    const key = keyOf({ metric, currency: properties.CustomerCurrency });
    const sum = sums.get(key) ?? { ...NONE, value: "0" };
    sums.set(key, {
      count: sum.count + 1,
      sum: addAmounts(sum.sum, properties.GrossPaidPriceInCustomerCurrency),
      value: addAmounts(sum.value, properties.GrossPaidPrice),
    });
  }
  return sums;
}

function keyOf({ metric, currency }: { readonly metric: string; readonly currency: string }): string {
  return `${metric} ${currency}`;
}

function reportLine(
  { metric, currency, source, mapped, value, left }: TallyLine,
  refusal: Refusal | undefined,
): ReportLine {
  const sent = {
    count: mapped.count - (refusal?.count ?? 0),
    sum: subtractAmounts(mapped.sum, refusal?.sum ?? "0"),
  };
  const named = Object.entries(left).map(([code, sum]) => ({ code, ...sum }));
  if (refusal !== undefined) named.push({ code: REFUSED, count: refusal.count, sum: refusal.sum });
  const explained = named.reduce((sum, difference) => addAmounts(sum, difference.sum), "0");
  const rest = subtractAmounts(subtractAmounts(source.sum, sent.sum), explained);
  if (!/^-?0\.0+$/.test(rest)) named.push({ code: ROUNDED, count: 0, sum: rest });
  return {
    ...{ metric, currency, sent, differences: named },
    source: { count: source.count, sum: addAmounts(source.sum, "0") },
    value: subtractAmounts(value, refusal?.value ?? "0"),
  };
}

const COLUMNS = [
  "metric",
  "currency",
  "source count",
  "source sum",
  "sent count",
  "sent sum",
  "sent in base currency",
  "differences",
];

/** RFC 4180, one line a metric and currency. */
export function reportAsCsv({ lines }: ExportReport): string {
  const rows = lines.map(({ metric, currency, source, sent, value, differences }) => [
    metric,
    currency,
    String(source.count),
    source.sum,
    String(sent.count),
    sent.sum,
    value,
    differences.map(({ code, count, sum }) => `${code}: ${count} (${sum})`).join("; "),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
