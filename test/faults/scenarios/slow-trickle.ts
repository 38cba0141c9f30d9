import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "slow-trickle",
  story: "answers come late, or a few bytes at a time for longer than the time-out of 2 s",
  onlyInWholeRun: true,
  run: async (context) =>
    orderInBadWeather(context, await context.openStage({ environment: { KLAVIYO_TIMEOUT_SECONDS: "2" } }), {
      strikes: context.isShort ? 2 : 20,
      faults: [
        { match: { probability: 0.1 }, action: { status: 202, delayMs: 1_000 } },
        { match: { probability: 0.1 }, action: { status: 500, trickleMs: 100 } },
        { match: { probability: 0.1 }, action: { status: 503, trickleMs: 900, accept: true } },
      ],
    }),
};
