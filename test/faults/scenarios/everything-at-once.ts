import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

const EVERYTHING = [
  { status: 429, retryAfter: 1 },
  { status: 500 },
  { status: 502, body: "html" },
  { status: 503, body: "empty", retryAfter: 2 },
  { status: 400, body: "truncated" },
  { status: 403, body: "html" },
  { status: 202, body: "wrong-length" },
  { reset: "before-body" },
  { reset: "after-body", accept: true },
  { status: 202, reset: "mid-answer" },
  { timeout: true },
  { timeout: true, accept: true },
  { status: 503, trickleMs: 200, accept: true },
  { status: 202, delayMs: 500 },
] as const;

export const scenario: Scenario = {
  name: "everything-at-once",
  story: "every fault of the network and of Klaviyo, mixed, on PostgreSQL",
  async run(context) {
    const stage = await context.openStage({
      databaseUrl: await context.freshPostgresUrl(),
      environment: { KLAVIYO_TIMEOUT_SECONDS: "1" },
    });
    const faults = EVERYTHING.map((action) => ({ match: { probability: 0.04 }, action }));
    return orderInBadWeather(context, stage, { faults, strikes: context.isShort ? 1 : 30 });
  },
};
