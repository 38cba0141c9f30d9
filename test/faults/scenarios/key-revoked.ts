import { readPlugin, untilPaused } from "../harness/plugin-alarm.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "key-revoked",
  story: "401: the plugin is paused with an alarm, and goes on when a new key is entered",
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop, api } = stage;
    await shop.placeOrders(20);
    const orders = shop.keepOrdering({ clients: 2, pauseMs: 20 });
    sandbox.changeKey({ key: shop.privateKey, revoked: true });
    await untilPaused(stage, "klaviyo_key_refused");
    const { version } = await readPlugin(stage);
    await api.admin("PATCH", `/v1/admin/plugins/${shop.pluginId}`, { version, privateKey: shop.spareKey });
    await orders.stop();
    await stage.settled(60_000);
    const { alarm } = await readPlugin(stage);
    if (alarm !== null) throw new Error(`The alarm outlives its cause: ${alarm.code}`);
    return stage.tally();
  },
};
