import type { Scenario } from "../harness/scenario.ts";

/** Klaviyo allows it in bulk, 10 requests a second; one by one it would take minutes. */
const SETTLED_WITHIN_MS = 180_000;

export const scenario: Scenario = {
  name: "quota-shared",
  story: "Klaviyo's real limits, most of them used up by another integration on the account, and a backlog to clear",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage({ sandbox: { limits: "real" } });
    const { sandbox, shop } = stage;
    sandbox.simulateOtherTraffic({
      account: shop.account,
      endpoint: "POST /api/events",
      requests: 3_400,
      perSecond: 200,
    });
    await shop.placeOrders(3_000, { customers: 300, batch: 500 });
    await shop.placeOrders(1_000, { customers: 100, batch: 500, lane: "history" });
    await stage.settled(SETTLED_WITHIN_MS);
    const { requests } = sandbox.counts();
    context.note(
      `answers: ${JSON.stringify(requests["POST /api/events"])}, in bulk ${JSON.stringify(requests["POST /api/event-bulk-create-jobs"])}`,
    );
    return stage.tally();
  },
};
