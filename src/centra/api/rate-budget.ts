import type { Clock } from "../../clock.ts";

export type BudgetKind = "REQUEST_COUNT" | "MUTATION_COUNT" | "QUERY_COMPLEXITY";

/** One of Centra's limits: so much within so many seconds (Centra, API rate limits). */
export interface RateLimit {
  readonly kind: BudgetKind;
  readonly intervalMs: number;
  readonly quota: number;
  readonly remaining: number;
}

/** What one question takes. */
export interface Cost {
  readonly mutations: number;
  readonly complexity: number;
}

/** Growth, Centra's default plan. */
export const GROWTH_PLAN: readonly RateLimit[] = [
  { kind: "REQUEST_COUNT", intervalMs: 10_000, quota: 60, remaining: 60 },
  { kind: "REQUEST_COUNT", intervalMs: 3_600_000, quota: 5_000, remaining: 5_000 },
  { kind: "MUTATION_COUNT", intervalMs: 10_000, quota: 20, remaining: 20 },
  { kind: "MUTATION_COUNT", intervalMs: 3_600_000, quota: 1_800, remaining: 1_800 },
  { kind: "QUERY_COMPLEXITY", intervalMs: 10_000, quota: 250_000, remaining: 250_000 },
  { kind: "QUERY_COMPLEXITY", intervalMs: 3_600_000, quota: 30_000_000, remaining: 30_000_000 },
];

/** What a question is for: what happens now goes before what is past. */
export type Purpose = "live" | "history";

/**
 * The limits belong to the whole Centra environment; this part of each is left for others: by all for the shop's other integrations, by
 * what is past for what happens now as well.
 */
const KEPT_FOR_OTHERS: Readonly<Record<Purpose, number>> = { live: 0.1, history: 0.3 };

export interface RateBudget {
  /** Waits until the question fits in what is left by our own reckoning, and takes its part. */
  take(cost: Cost, purpose: Purpose, signal?: AbortSignal): Promise<void>;
  /** What the answer really cost. */
  correct(expected: Cost, complexity: number | null): void;
  /** Nothing goes out before then: Centra said so, and an earlier question sets the wait anew. */
  pause(milliseconds: number): void;
  /** Takes over what Centra says. */
  learn(limits: readonly RateLimit[]): void;
  limits(): readonly RateLimit[];
}

interface Bucket {
  readonly kind: BudgetKind;
  readonly intervalMs: number;
  readonly quota: number;
  left: number;
  filledAt: number;
}

/** Token buckets that refill evenly, as Centra's do, so that a question rarely meets a 429. Bucket sizes are learnt. */
export function createRateBudget(clock: Clock, plan: readonly RateLimit[] = GROWTH_PLAN): RateBudget {
  let buckets: Bucket[] = plan.map(toBucket);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  const turns: Record<Purpose, Promise<void>> = { live: Promise.resolve(), history: Promise.resolve() };

  function toBucket({ kind, intervalMs, quota, remaining }: RateLimit): Bucket {
    return { kind, intervalMs, quota, left: Math.min(quota, remaining), filledAt: clock.monotonic() };
  }

  function refill(): void {
    const now = clock.monotonic();
    for (const bucket of buckets) {
      bucket.left = Math.min(bucket.quota, bucket.left + ((now - bucket.filledAt) / bucket.intervalMs) * bucket.quota);
      bucket.filledAt = now;
    }
  }

  function waitMs(cost: Cost, purpose: Purpose): number {
    refill();
    const waits = buckets.map((bucket) => {
      const kept = bucket.quota * KEPT_FOR_OTHERS[purpose];
      // What is larger than the bucket goes when the bucket is full, else it never would.
      const needed = Math.min(amountOf(bucket.kind, cost), bucket.quota - kept);
      if (needed === 0) return 0;
      return Math.max(0, ((needed + kept - bucket.left) / bucket.quota) * bucket.intervalMs);
    });
    return Math.max(pausedUntil - clock.monotonic(), ...waits);
  }

  async function takeInTurn(cost: Cost, purpose: Purpose, signal: AbortSignal | undefined): Promise<void> {
    for (let wait = waitMs(cost, purpose); wait > 0 && !signal?.aborted; wait = waitMs(cost, purpose)) {
      await clock.sleep(Math.max(1, Math.ceil(wait)), signal);
    }
    if (signal?.aborted) return;
    for (const bucket of buckets) bucket.left -= amountOf(bucket.kind, cost);
  }

  return {
    take(cost, purpose, signal) {
      turns[purpose] = turns[purpose].then(() => takeInTurn(cost, purpose, signal));
      return turns[purpose];
    },
    correct(expected, complexity) {
      if (complexity === null) return;
      for (const bucket of buckets)
        if (bucket.kind === "QUERY_COMPLEXITY") bucket.left += expected.complexity - complexity;
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + milliseconds);
    },
    learn(limits) {
      if (limits.length > 0) buckets = limits.map(toBucket);
    },
    limits: () => {
      refill();
      return buckets.map(({ kind, intervalMs, quota, left }) => ({
        kind,
        intervalMs,
        quota,
        remaining: Math.floor(left),
      }));
    },
  };
}

function amountOf(kind: BudgetKind, { mutations, complexity }: Cost): number {
  if (kind === "REQUEST_COUNT") return 1;
  return kind === "MUTATION_COUNT" ? mutations : complexity;
}
