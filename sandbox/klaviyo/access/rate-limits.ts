/** Requests allowed in a fixed window, per account and endpoint. */
export interface EndpointLimits {
  readonly perSecond: number;
  readonly perMinute: number;
  readonly perDay?: number;
}

/** Klaviyo's tiers, as the OpenAPI file of revision 2026-07-15 gives them (`x-klaviyo-ratelimit`). */
export const TIERS = {
  xs: { perSecond: 1, perMinute: 15 },
  s: { perSecond: 3, perMinute: 60 },
  m: { perSecond: 10, perMinute: 150 },
  l: { perSecond: 75, perMinute: 750 },
  xl: { perSecond: 350, perMinute: 3_500 },
} as const satisfies Record<string, EndpointLimits>;

const NO_LIMITS: EndpointLimits = { perSecond: 1_000_000, perMinute: 60_000_000 };

/** The limits of an endpoint (`METHOD /path/{id}`) under the sandbox's option. */
export function limitsOf(
  endpoint: string,
  real: EndpointLimits,
  option: "real" | "off" | Readonly<Record<string, EndpointLimits>>,
): EndpointLimits {
  if (option === "real") return real;
  if (option === "off") return NO_LIMITS;
  return option[endpoint] ?? real;
}
