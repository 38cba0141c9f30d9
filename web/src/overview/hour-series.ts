import type { Overview } from "../api/api-types.ts";

const HOUR_MS = 3_600_000;

/** Of more metrics a person tells no colours apart. */
const SHOWN_METRICS = 6;

export interface HourSeries {
  /** Most events first. */
  readonly metrics: readonly string[];
  /** Whether there are metrics beyond those. */
  readonly hasOthers: boolean;
  /** Every hour of the time, also those without events; oldest first. */
  readonly hours: readonly {
    readonly hour: number;
    readonly total: number;
    readonly others: number;
    readonly events: Readonly<Record<string, number>>;
  }[];
}

/** What the chart and its table show. `until`: any moment of the last hour; `count`: how many hours. */
export function toHourSeries(counts: Overview["hours"], until: number, count: number): HourSeries {
  const totals = new Map<string, number>();
  for (const { metric, events } of counts) totals.set(metric, (totals.get(metric) ?? 0) + events);
  const ordered = [...totals].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([metric]) => metric);
  const metrics = ordered.slice(0, SHOWN_METRICS);
  const byHour = Map.groupBy(counts, ({ hour }) => hour);
  const last = Math.floor(until / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: count }, (_, index) => {
    const hour = last - (count - 1 - index) * HOUR_MS;
    const rows = byHour.get(hour) ?? [];
    const total = rows.reduce((sum, { events }) => sum + events, 0);
    const events = Object.fromEntries(
      metrics.map((metric) => [metric, rows.find((row) => row.metric === metric)?.events ?? 0]),
    );
    const shown = Object.values(events).reduce((sum, one) => sum + one, 0);
    return { hour, total, others: total - shown, events };
  });
  return { metrics, hasOthers: ordered.length > metrics.length, hours };
}
