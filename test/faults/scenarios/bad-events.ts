import type { Scenario } from "../harness/scenario.ts";

const REFUSED = { status: 400, code: "invalid", detail: "Klaviyo does not like it." } as const;

export const scenario: Scenario = {
  name: "bad-events",
  story: "400 for a few events, alone and in bulk requests, with a pointer and without one: they alone are dead",
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    const orders = context.isShort ? 150 : 1_500;
    // Without a pointer a refused bulk request has to be halved down to the bad event.
    const withoutPointer = (order: number) => ({ match: { uniqueId: `${shop.account}-${order}` }, action: REFUSED });
    const withPointer = (order: number) => ({
      uniqueId: `${shop.account}-${order}`,
      answers: Array.from({ length: 50 }, () => REFUSED),
    });
    sandbox.addFault(withoutPointer(11));
    sandbox.addScript(withPointer(22));
    sandbox.addFault(withoutPointer(orders + 33));
    sandbox.addScript(withPointer(orders + 44));
    sandbox.addScript(withPointer(orders + 55));
    await shop.placeOrders(orders, { customers: 40 });
    await shop.placeOrders(orders, { customers: 40, lane: "history", batch: 500 });
    await stage.settled(120_000);

    const dead = await stage.api.listEvents("dead");
    const found = dead.map(({ uniqueId }) => uniqueId).sort();
    const expected = [11, 22, orders + 33, orders + 44, orders + 55].map((order) => `${shop.account}-${order}`).sort();
    if (found.join() !== expected.join()) throw new Error(`Dead are ${found.join()}, and not ${expected.join()}.`);
    const wordless = dead.find(({ failure }) => failure?.status !== 400 || !failure.detail.includes(REFUSED.detail));
    if (wordless) throw new Error(`A dead letter lacks Klaviyo's words: ${JSON.stringify(wordless)}`);
    const inBulk = sandbox.counts().requests["POST /api/event-bulk-create-jobs"];
    context.note(`bulk requests by answer: ${JSON.stringify(inBulk)}`);
    return stage.tally();
  },
};
