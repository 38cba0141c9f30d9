import { until } from "../../delivery/until.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "klaviyo-restarts",
  story: "Klaviyo's end goes away again and again, with requests under way, and comes back",
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 4 });
    for (let round = 0; round < (context.isShort ? 2 : 10); round++) {
      const before = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > before + 50, 60_000);
      await sandbox.stop();
      const taken = orders.accepted;
      await until("orders are taken although Klaviyo is away", () => orders.accepted > taken + 20);
      await sandbox.start();
    }
    await orders.stop();
    await stage.settled(120_000);
    return stage.tally();
  },
};
