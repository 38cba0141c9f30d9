import { untilPaused } from "../harness/plugin-alarm.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "revision-retired",
  story: "410: Klaviyo no longer speaks the revision; the plugin is paused, and nothing is dead",
  onlyInWholeRun: true,
  async run(context) {
    const stage = await context.openStage();
    const { sandbox, shop } = stage;
    sandbox.addFault({ action: { status: 410 } });
    await shop.placeOrders(50);
    await untilPaused(stage, "klaviyo_revision_gone");
    sandbox.clearFaults();
    // A new version of the software would be started now.
    await stage.service.stop();
    await stage.restart();
    await stage.settled(60_000);
    return stage.tally();
  },
};
