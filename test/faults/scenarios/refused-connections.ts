import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "refused-connections",
  story: "nothing listens at Klaviyo's address for minutes, and orders keep coming",
  async run(context) {
    const stage = await context.openStage();
    const orders = stage.shop.keepOrdering({ clients: 2, pauseMs: 50 });
    await stage.sandbox.stop();
    await sleep(context.isShort ? 4_000 : 180_000);
    await stage.sandbox.start();
    const backAt = performance.now();
    await orders.stop();
    await stage.settled(120_000);
    context.note(`settled ${((performance.now() - backAt) / 1_000).toFixed(1)} s after it listened again`);
    return stage.tally();
  },
};
