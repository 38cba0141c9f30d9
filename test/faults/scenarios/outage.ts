import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "outage",
  story: "every request gets 503 for a while; the backlog is not burnt through meanwhile",
  async run(context) {
    const stage = await context.openStage();
    stage.sandbox.setPaused(true);
    await stage.shop.placeOrders(context.isShort ? 100 : 2_000, { customers: 500 });
    const countRequests = () => stage.sandbox.counts().requests["POST /api/events"]?.["503"] ?? 0;
    await until("something is tried", () => countRequests() > 0);
    await sleep(context.isShort ? 3_000 : 60_000);
    const requests = countRequests();
    // Up to 64 are in flight before the first answer; then a probe now and then.
    if (requests > 120) throw new Error(`${requests} requests were spent on an endpoint that answers to nobody.`);
    context.note(`${requests} requests during the outage`);
    stage.sandbox.setPaused(false);
    await stage.settled(120_000);
    return stage.tally();
  },
};
