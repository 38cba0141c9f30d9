/** What an account's metrics mean to Klaviyo's own reports (Mapped Metrics). */
export const MAPPED_METRIC_IDS = [
  "added_to_cart",
  "cancelled_sales",
  "ordered_product",
  "refunded_sales",
  "revenue",
  "started_checkout",
  "viewed_product",
] as const;

export type MappedMetricId = (typeof MAPPED_METRIC_IDS)[number];

export interface MappedMetric {
  readonly id: MappedMetricId;
  metricId: string | null;
  /** Milliseconds since the epoch. */
  updated: number;
}

export interface MappedMetrics {
  all(): readonly MappedMetric[];
  find(id: string): MappedMetric | undefined;
}

/** All of them, mapped to nothing. */
export function createMappedMetrics(): MappedMetrics {
  const mapped = MAPPED_METRIC_IDS.map((id): MappedMetric => ({ id, metricId: null, updated: 0 }));
  return { all: () => mapped, find: (id) => mapped.find((one) => one.id === id) };
}
