import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

const RESETS = [
  { reset: "before-body" },
  { reset: "after-body" },
  { reset: "after-body", accept: true },
  { status: 202, reset: "mid-answer" },
  { status: 500, reset: "mid-answer" },
] as const;

export const scenario: Scenario = {
  name: "resets",
  story: "connections are reset before the request was read, after it, after it was processed, and within the answer",
  onlyInWholeRun: true,
  run: async (context) =>
    orderInBadWeather(context, await context.openStage(), {
      faults: RESETS.map((action) => ({ match: { probability: 0.1 }, action })),
    }),
};
