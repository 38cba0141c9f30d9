import type { BucketLimits, BucketType } from "./rate-plans.ts";

interface Bucket {
  readonly type: BucketType;
  readonly interval: "TEN_SECONDS" | "ONE_HOUR";
  readonly intervalMs: number;
  readonly quota: number;
  left: number;
  refilledAt: number;
}

export interface BucketUse {
  readonly type: BucketType;
  readonly intervalSeconds: "TEN_SECONDS" | "ONE_HOUR";
  readonly quota: number;
  readonly usedQuota: number;
  readonly remainingQuota: number;
}

export type Cost = Readonly<Record<BucketType, number>>;

/** Shared by all integrations of an instance; each bucket fills again steadily ("token bucket", Centra, API rate limits). */
export interface RateBuckets {
  /** Takes the cost from every bucket, or from none: then when there will be enough, milliseconds since the epoch. */
  take(cost: Cost, nowMs: number): { readonly allowed: true } | { readonly allowed: false; readonly freeAt: number };
  /** What other integrations use. */
  drain(cost: Partial<Cost>, nowMs: number): void;
  use(nowMs: number): readonly BucketUse[];
}

export function createRateBuckets(limits: readonly BucketLimits[], nowMs: number): RateBuckets {
  const buckets = limits.flatMap(({ type, perTenSeconds, perHour }): Bucket[] => [
    { type, interval: "TEN_SECONDS", intervalMs: 10_000, quota: perTenSeconds, left: perTenSeconds, refilledAt: nowMs },
    { type, interval: "ONE_HOUR", intervalMs: 3_600_000, quota: perHour, left: perHour, refilledAt: nowMs },
  ]);

  function refill(atMs: number): void {
    for (const bucket of buckets) {
      const elapsedMs = Math.max(0, atMs - bucket.refilledAt);
      bucket.left = Math.min(bucket.quota, bucket.left + (elapsedMs / bucket.intervalMs) * bucket.quota);
      bucket.refilledAt = atMs;
    }
  }

  return {
    take(cost, atMs) {
      refill(atMs);
      const waitsMs = buckets.map((bucket) => {
        const missing = cost[bucket.type] - bucket.left;
        return missing <= 0 ? 0 : (missing / bucket.quota) * bucket.intervalMs;
      });
      const waitMs = Math.max(...waitsMs);
      if (waitMs > 0) return { allowed: false, freeAt: atMs + Math.ceil(waitMs) };
      for (const bucket of buckets) bucket.left -= cost[bucket.type];
      return { allowed: true };
    },
    drain(cost, atMs) {
      refill(atMs);
      for (const bucket of buckets) bucket.left = Math.max(0, bucket.left - (cost[bucket.type] ?? 0));
    },
    use(atMs) {
      refill(atMs);
      return buckets.map(({ type, interval, quota, left }) => ({
        type,
        intervalSeconds: interval,
        quota,
        usedQuota: Math.ceil(quota - left),
        remainingQuota: Math.floor(left),
      }));
    },
  };
}
