import { until } from "../../until.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "klaviyo-restarts",
  story: "Klaviyo's end goes away again and again, with requests under way, and comes back",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 4 });
    for (let round = 0; round < (context.isShort ? 2 : 10); round++) {
      const before = stage.arrivedCount;
      await until("events arrive", () => stage.arrivedCount > before + 50, 60_000);
      await sandbox.stop();
      const taken = orders.accepted;
      await until("orders are taken although Klaviyo is away", () => orders.accepted > taken + 20, 15_000);
      await sandbox.start();
    }
    await orders.stop();
    await stage.settled(120_000);
    return stage.tally();
  },
};
