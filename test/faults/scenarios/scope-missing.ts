import { readPlugin, untilPaused } from "../harness/plugin-alarm.ts";
import type { Scenario } from "../harness/scenario.ts";

/** A paused plugin is tried every 60 s, a quarter more or less. */
const PROBED_WITHIN_MS = 110_000;

export const scenario: Scenario = {
  name: "scope-missing",
  story: "403: the key may not write events; when Klaviyo's side grants it, sending goes on by itself",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    sandbox.changeKey({ key: shop.privateKey, scopes: ["accounts:read"] });
    await shop.placeOrders(100);
    await untilPaused(stage, "klaviyo_scope_missing");
    sandbox.changeKey({ key: shop.privateKey, scopes: ["events:write"] });
    await stage.settled(PROBED_WITHIN_MS);
    const { alarm } = await readPlugin(stage);
    if (alarm !== null) throw new Error(`The alarm outlives its cause: ${alarm.code}`);
    return stage.tally();
  },
};
