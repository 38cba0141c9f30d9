import {
  type ExpectationOptions,
  type ExpectedMetric,
  expectedMetrics,
} from "../../sandbox/centra/simulator/expected-metrics.ts";
import { until } from "../until.ts";
import type { ConnectedShop } from "./connected-shop.ts";

/** Metrics as one line each, so that a difference can be read. */
export interface Arrivals {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly doubled: readonly string[];
  /** Same metric and id, another time, address or value. */
  readonly different: readonly string[];
  readonly arrived: number;
}

/** Compares what arrived in Klaviyo with what the journal says has to: by metric and id, time, address and value. */
export function compareMetrics(own: ConnectedShop, which: ExpectationOptions = {}): Arrivals {
  return compareArrivals(own.klaviyo.events(), expectedMetrics(own.shop.journal, which));
}

/** Compares what arrived with what has to. */
export function compareArrivals(
  arrived: ReturnType<ConnectedShop["klaviyo"]["events"]>,
  wantedMetrics: readonly ExpectedMetric[],
): Arrivals {
  const expected = new Map(wantedMetrics.map((one) => [keyOf(one), one]));
  const seen = new Set<string>();
  const doubled: string[] = [];
  const unexpected: string[] = [];
  const different: string[] = [];
  for (const event of arrived) {
    const key = keyOf(event);
    if (seen.has(key)) doubled.push(key);
    seen.add(key);
    const wanted = expected.get(key);
    if (wanted === undefined) unexpected.push(key);
    else if (!isSame(wanted, event))
      different.push(
        `${key}: ${wanted.time} ${wanted.email} ${wanted.value} ≠ ${event.time} ${event.email} ${event.value}`,
      );
  }
  const missing = [...expected.keys()].filter((key) => !seen.has(key));
  return { missing, unexpected, doubled, different, arrived: arrived.length };
}

/** Waits until everything has arrived; fails with what is missing. */
export async function untilAllArrived(
  connected: ConnectedShop,
  which: ExpectationOptions = {},
  withinMs = 60_000,
): Promise<void> {
  const wanted = expectedMetrics(connected.shop.journal, which).length;
  await until(`${wanted} metrics in Klaviyo`, () => connected.klaviyo.events().length >= wanted, withinMs).catch(
    (error: unknown) => {
      const { missing, arrived } = compareMetrics(connected, which);
      throw new Error(`${arrived} of ${wanted} arrived; missing: ${missing.slice(0, 10).join(", ")}`, { cause: error });
    },
  );
}

function keyOf({ metric, uniqueId }: { readonly metric: string; readonly uniqueId: string }): string {
  return `${metric} ${uniqueId}`;
}

function isSame(
  wanted: ExpectedMetric,
  event: { readonly time: string; readonly email: string | null; readonly value: number | null },
): boolean {
  const isSameValue =
    wanted.value === null
      ? event.value === null
      : event.value !== null && Math.round(Math.abs(Number(wanted.value) - event.value) * 100) <= wanted.minorUnitsOff;
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1_000);
  return isSameValue && seconds(wanted.time) === seconds(event.time) && wanted.email.toLowerCase() === event.email;
}
