import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "bad-gateway",
  story: "Klaviyo's proxies answer 502 with a page of HTML",
  async run(context) {
    const stage = await context.openStage();
    stage.sandbox.addFault({ times: 10, action: { status: 502, body: "html" } });
    await stage.shop.placeOrders(context.isShort ? 20 : 200);
    await stage.settled(60_000);
    return stage.tally();
  },
};
