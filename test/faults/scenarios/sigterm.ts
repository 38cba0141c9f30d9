import { until } from "../../until.ts";
import type { Scenario } from "../harness/scenario.ts";

const END_WITHIN_MS = 10_000;

export const scenario: Scenario = {
  name: "sigterm",
  story:
    "SIGTERM under load, with Klaviyo quick, slow and silent: what is in flight is drained, and the end comes within 10 s",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    const manners = {
      quick: null,
      slow: { status: 202, delayMs: 2_000, accept: true },
      silent: { timeout: true, accept: true },
    } as const;
    for (const [manner, action] of Object.entries(manners)) {
      if (action !== null) sandbox.addFault({ match: { path: "/api/event*" }, action });
      const seen = countRequests();
      await until("requests are under way", () => countRequests() > seen + 20, 60_000);
      const stoppedAt = performance.now();
      const { code } = await stage.service.stop();
      const tookMs = performance.now() - stoppedAt;
      if (code !== 0) throw new Error(`It ended with ${code}:\n${stage.service.output().slice(-2_000)}`);
      if (tookMs > END_WITHIN_MS) throw new Error(`With Klaviyo ${manner} it took ${tookMs.toFixed(0)} ms to end.`);
      context.note(`Klaviyo ${manner}: ended after ${(tookMs / 1_000).toFixed(1)} s`);
      sandbox.clearFaults();
      await stage.restart();
      const arrived = sandbox.events().length;
      await until("events arrive again", () => sandbox.events().length > arrived + 30, 60_000);
      const sentTwice = sandbox.dropped().length;
      if (manner !== "silent" && sentTwice > 0) {
        throw new Error(
          `${sentTwice} events were answered before the end and sent again after it: they were not settled.`,
        );
      }
    }
    await orders.stop();
    await stage.settled(60_000);
    return stage.tally();

    function countRequests(): number {
      return sandbox.attempts().length;
    }
  },
};
