import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "throttled",
  story: "a storm of 429, with Retry-After of a second, of nothing, and from a proxy",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    return orderInBadWeather(context, stage, {
      strikes: context.isShort ? 2 : 15,
      faults: [
        { match: { probability: 0.15 }, action: { status: 429, retryAfter: 1 } },
        { match: { probability: 0.15 }, action: { status: 429, retryAfter: 0 } },
        { match: { probability: 0.15 }, action: { status: 429, body: "html" } },
      ],
    });
  },
};
