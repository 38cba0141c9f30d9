import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

const FLAVOURS = [
  { status: 500 },
  { status: 502, body: "html" },
  { status: 503, body: "html", retryAfter: 1 },
  { status: 503, body: "empty" },
  { status: 500, accept: true },
] as const;

export const scenario: Scenario = {
  name: "server-errors",
  story: "500, 502 and 503 from Klaviyo and from the proxies before it, some after the event was taken",
  onlyInWholeRun: true,
  run: async (context) =>
    orderInBadWeather(context, await context.openStage(), {
      faults: FLAVOURS.map((action) => ({ match: { probability: 0.1 }, action })),
    }),
};
