import type { Scenario } from "../harness/scenario.ts";
import { waitUntil } from "../harness/wait-until.ts";

export const scenario: Scenario = {
  name: "klaviyo-restarts",
  story: "Klaviyo's end goes away again and again, with requests under way, and comes back",
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 4 });
    for (let round = 0; round < (context.isShort ? 2 : 10); round++) {
      const before = stage.arrivedCount;
      await waitUntil("events arrive", 60_000, () => stage.arrivedCount > before + 50);
      await sandbox.stop();
      const taken = orders.accepted;
      await waitUntil("orders are taken although Klaviyo is away", 15_000, () => orders.accepted > taken + 20);
      await sandbox.start();
    }
    await orders.stop();
    await stage.settled(120_000);
    return stage.tally();
  },
};
