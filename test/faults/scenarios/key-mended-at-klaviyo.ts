import { readPlugin, untilPaused } from "../harness/plugin-alarm.ts";
import type { Scenario } from "../harness/scenario.ts";

/** A paused plugin is tried within 5 s of a start. */
const SETTLED_WITHIN_MS = 20_000;

export const scenario: Scenario = {
  name: "key-mended-at-klaviyo",
  story: "401, the service is restarted meanwhile, and then the same key is good again: sending goes on by itself",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    sandbox.changeKey({ key: shop.privateKey, revoked: true });
    await shop.placeOrders(100);
    await untilPaused(stage, "klaviyo_key_refused");
    await stage.service.stop();
    await stage.restart();
    sandbox.changeKey({ key: shop.privateKey, revoked: false });
    await stage.settled(SETTLED_WITHIN_MS);
    const { alarm } = await readPlugin(stage);
    if (alarm !== null) throw new Error(`The alarm outlives its cause: ${alarm.code}`);
    return stage.tally();
  },
};
