export type BucketType = "REQUEST_COUNT" | "MUTATION_COUNT" | "QUERY_COMPLEXITY";

export interface BucketLimits {
  readonly type: BucketType;
  readonly perTenSeconds: number;
  readonly perHour: number;
}

/** Centra, API rate limits: the table of plans. `growth` is the default. */
const PLANS = {
  growth: plan([60, 5_000], [20, 1_800], [250_000, 30_000_000]),
  enhanced: plan([150, 20_000], [50, 4_500], [900_000, 90_000_000]),
  high_volume: plan([450, 40_000], [150, 7_000], [1_800_000, 180_000_000]),
  enterprise: plan([1_500, 85_000], [500, 25_000], [4_000_000, 400_000_000]),
  /** A billion of everything: still counted and shown. */
  off: plan([1e9, 1e9], [1e9, 1e9], [1e9, 1e9]),
} as const;

export type PlanName = keyof typeof PLANS;
export const PLAN_NAMES = Object.keys(PLANS).filter((name): name is PlanName => name in PLANS);

export function limitsOfPlan(name: PlanName): readonly BucketLimits[] {
  return PLANS[name];
}

type Pair = readonly [perTenSeconds: number, perHour: number];

function plan(requests: Pair, mutations: Pair, complexity: Pair): readonly BucketLimits[] {
  return [
    { type: "REQUEST_COUNT", perTenSeconds: requests[0], perHour: requests[1] },
    { type: "MUTATION_COUNT", perTenSeconds: mutations[0], perHour: mutations[1] },
    { type: "QUERY_COMPLEXITY", perTenSeconds: complexity[0], perHour: complexity[1] },
  ];
}
