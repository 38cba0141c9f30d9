import { until } from "../../until.ts";
import { countTaken, drives } from "../harness/account-log.ts";
import type { Scenario } from "../harness/scenario.ts";

const TAKE_OVER_WITHIN_MS = 15_000;
/** Of a machine that has much else to do. */
const TAKE_OVER_SLOWLY_MS = 90_000;

export const scenario: Scenario = {
  name: "worker-killed",
  story: "SIGKILL of the worker that drives the account; another goes on within 15 s",
  async run(context) {
    const takeOverWithinMs = context.isShort ? TAKE_OVER_SLOWLY_MS : TAKE_OVER_WITHIN_MS;
    const url = await context.freshPostgresUrl();
    const stage = await context.openStage({ databaseUrl: url, command: ["serve", "--no-deliver"] });
    const { sandbox, shop } = stage;
    let driving = stage.spawn({ command: ["worker"] });
    await until("a worker drives the account", () => drives(driving, shop.account), 90_000);
    const orders = shop.keepOrdering({ clients: 3, pauseMs: 10 });
    const takeOverSeconds: number[] = [];
    for (let round = 0; round < (context.isShort ? 1 : 10); round++) {
      const next = stage.spawn({ command: ["worker"] });
      const arrived = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > arrived + 30, 60_000);
      await driving.kill();
      const killedAt = performance.now();
      await until("another worker takes over", () => countTaken(next) > 0, takeOverWithinMs);
      const takenOver = sandbox.events().length;
      await until("it delivers", () => sandbox.events().length > takenOver, takeOverWithinMs);
      const tookMs = performance.now() - killedAt;
      if (tookMs > takeOverWithinMs) throw new Error(`The account stood still for ${tookMs.toFixed(0)} ms.`);
      takeOverSeconds.push(tookMs / 1_000);
      driving = next;
    }
    context.note(`delivering again after ${takeOverSeconds.map((each) => each.toFixed(1)).join(", ")} s`);
    await orders.stop();
    await stage.settled(60_000);
    return stage.tally();
  },
};
