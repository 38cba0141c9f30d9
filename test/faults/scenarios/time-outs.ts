import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "time-outs",
  story: "no answer at all, whether the event was taken or not, and an answer that comes too late (time-out of 1 s)",
  onlyInWholeRun: true,
  run: async (context) =>
    orderInBadWeather(context, await context.openStage({ environment: { KLAVIYO_TIMEOUT_SECONDS: "1" } }), {
      strikes: context.isShort ? 2 : 20,
      faults: [
        { match: { probability: 0.1 }, action: { timeout: true } },
        { match: { probability: 0.1 }, action: { timeout: true, accept: true } },
        { match: { probability: 0.1 }, action: { status: 202, delayMs: 3_000 } },
      ],
    }),
};
