import type { Scenario } from "../harness/scenario.ts";

const EX_CONFIG = 78;

export const scenario: Scenario = {
  name: "second-service",
  story: "a second service on the same SQLite file refuses to start, and the first is not disturbed",
  async run(context) {
    const stage = await context.openStage();
    const { shop, service } = stage;
    const orders = shop.keepOrdering({ clients: 3, pauseMs: 10 });
    for (const command of [["serve"], ["migrate"]]) {
      const second = stage.spawn({ command, environment: { PORT: "0" } });
      const { code } = await second.exited;
      const said = second.output();
      if (code !== EX_CONFIG) throw new Error(`\`${command}\` ended with ${code} instead of ${EX_CONFIG}: ${said}`);
      if (!said.includes("is in use by another process")) throw new Error(`It does not say why: ${said}`);
      if (/^\s+at /m.test(said)) throw new Error(`It shows a stack instead of a sentence: ${said}`);
    }
    await orders.stop();
    await stage.settled(90_000);
    if (!service.isRunning) throw new Error("The first service did not live through it.");
    return stage.tally();
  },
};
