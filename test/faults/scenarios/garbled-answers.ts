import { orderInBadWeather } from "../harness/bad-weather.ts";
import type { Scenario } from "../harness/scenario.ts";

const GARBLED = [
  { status: 202, body: "wrong-length" },
  { status: 500, body: "wrong-length" },
  { status: 400, body: "truncated" },
  { status: 400, body: "empty" },
  { status: 400, body: "wrong-length", accept: true },
  { status: 200, body: "html", accept: true },
  { status: 403, body: "html" },
] as const;

export const scenario: Scenario = {
  name: "garbled-answers",
  story:
    "wrong content lengths, half JSON, empty bodies, a firewall's page: nothing that speaks for Klaviyo, so no dead letters",
  onlyInWholeRun: true,
  async run(context) {
    const faults = GARBLED.map((action) => ({ match: { probability: 0.07 }, action }));
    const tally = await orderInBadWeather(context, await context.openStage(), { faults });
    if (tally.dead > 0) throw new Error(`${tally.dead} events were given up for an answer that was not Klaviyo's.`);
    return tally;
  },
};
