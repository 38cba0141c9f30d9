import type { CommerceEvent } from "../src/commerce/commerce-event.ts";
import { encodeMetricEvent } from "../src/klaviyo/encode-event.ts";
import { mapCommerceEvent } from "../src/metrics/map-commerce-event.ts";
import type { MappingSettings } from "../src/metrics/settings.ts";
import type { Benchmark } from "./benchmark.ts";
import { makeOrders } from "./load/orders.ts";

const ORDERS = 2000;
const ROUND_MS = 400;
const ROUNDS = 7;

const settings: MappingSettings = {
  baseCurrency: "SEK",
  languageFrom: "delivery_country",
  languages: ["sv", "en", "de"],
  shortProductName: false,
  imageSize: "full",
  cartLink: "https://ascaro-shop.com/abandoned-cart/{selection}",
  timeZone: "Europe/Stockholm",
  restrictPricelists: [],
  restrictMarkets: [],
  restrictCountries: [],
  disabledMetrics: [],
  exchangeRates: {},
};

/** The attributes of each request's event and profile, finished, to be written by JSON.stringify alone. */
function finishedBodies(events: readonly CommerceEvent[]): object[] {
  return events.flatMap((event) => {
    const outcome = mapCommerceEvent(event, settings);
    if (outcome.kind === "held") throw new Error(outcome.reason.message);
    return outcome.events.map((metricEvent): object => {
      const { body, profile } = encodeMetricEvent(metricEvent);
      return { ...JSON.parse(body), profile: { data: { type: "profile", attributes: JSON.parse(profile) } } };
    });
  });
}

function mapAndEncode(events: readonly CommerceEvent[]): number {
  let count = 0;
  for (const event of events) {
    const outcome = mapCommerceEvent(event, settings);
    if (outcome.kind === "held") throw new Error(outcome.reason.message);
    for (const metricEvent of outcome.events) {
      const { body, profile } = encodeMetricEvent(metricEvent);
      if (body.length + profile.length > 0) count += 1;
    }
  }
  return count;
}

function stringify(bodies: readonly object[]): number {
  let count = 0;
  for (const body of bodies) if (JSON.stringify(body).length > 0) count += 1;
  return count;
}

/** Metric events a second over `ROUND_MS`. */
function rateOf(work: () => number): number {
  const start = performance.now();
  let count = 0;
  let elapsed = 0;
  while (elapsed < ROUND_MS) {
    count += work();
    elapsed = performance.now() - start;
  }
  return Math.round((count / elapsed) * 1000);
}

function median(rates: readonly number[]): number {
  return rates.toSorted((one, other) => one - other)[Math.floor(rates.length / 2)] ?? 0;
}

export const benchmark: Benchmark = {
  name: "mapping",
  what: "metric events/s on one core, from parsed order to JSON texts; beside it JSON.stringify of the finished bodies",
  async run() {
    const events = makeOrders(ORDERS, 100_000);
    const bodies = finishedBodies(events);
    const mapped: number[] = [];
    const written: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      mapped.push(rateOf(() => mapAndEncode(events)));
      written.push(rateOf(() => stringify(bodies)));
    }
    const eventsPerSecond = median(mapped);
    const stringifyPerSecond = median(written);
    const shareOfStringify = Math.round((eventsPerSecond / stringifyPerSecond) * 100) / 100;
    const figures = { eventsPerSecond, shareOfStringify };
    return {
      figures,
      baseline: { eventsPerSecond: stringifyPerSecond },
      target: "at least 60,000 events/s, and at least 0.5 of JSON.stringify",
      met: eventsPerSecond >= 60_000 && shareOfStringify >= 0.5,
    };
  },
};
