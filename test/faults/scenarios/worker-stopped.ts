import { until } from "../../until.ts";
import { countLost, countTaken, drives } from "../harness/account-log.ts";
import type { Scenario } from "../harness/scenario.ts";

const TAKE_OVER_WITHIN_MS = 15_000;
/** Of a machine that has much else to do. */
const TAKE_OVER_SLOWLY_MS = 90_000;

export const scenario: Scenario = {
  name: "worker-stopped",
  story:
    "SIGSTOP of the worker that drives the account, with requests under way; another takes over, and the first, woken, settles nothing",
  async run(context) {
    const takeOverWithinMs = context.isShort ? TAKE_OVER_SLOWLY_MS : TAKE_OVER_WITHIN_MS;
    const url = await context.freshPostgresUrl();
    const stage = await context.openStage({ databaseUrl: url, command: ["serve", "--no-deliver"] });
    const { sandbox, shop, api } = stage;
    let driving = stage.spawn({ command: ["worker"] });
    await until("a worker drives the account", () => drives(driving, shop.account), 90_000);
    let waiting = stage.spawn({ command: ["worker"] });
    const orders = shop.keepOrdering({ clients: 3, pauseMs: 10 });
    const rounds = context.isShort ? 1 : 8;
    for (let round = 0; round < rounds; round++) {
      const arrived = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > arrived + 30, 60_000);
      // Klaviyo takes what is sent and answers late, so that the answers find the worker asleep.
      sandbox.addFault({ match: { path: "/api/event*" }, action: { status: 202, delayMs: 1_500, accept: true } });
      const taken = sandbox.events().length;
      await until("Klaviyo has taken what it has not answered", () => sandbox.events().length > taken);
      driving.pause();
      const stoppedAt = performance.now();
      // From here on nothing can be delivered, so whoever settles anything does it with the answers from before.
      sandbox.clearFaults();
      sandbox.addFault({ match: { path: "/api/event*" }, action: { status: 503 } });

      const takenBefore = countTaken(waiting);
      await until("another worker takes over", () => countTaken(waiting) > takenBefore, takeOverWithinMs);
      context.note(`taken over after ${((performance.now() - stoppedAt) / 1_000).toFixed(1)} s`);
      const pending = await api.listEvents("pending");
      const lost = countLost(driving);
      driving.resume();
      await until("the woken worker knows that it lost the account", () => countLost(driving) > lost, 90_000);
      const stillPending = new Set((await api.listEvents("pending")).map(({ id }) => id));
      const settled = pending.filter(({ id }) => !stillPending.has(id));
      if (settled.length > 0)
        throw new Error(`The woken worker settled ${settled.length} events that were not its own.`);
      sandbox.clearFaults();
      [driving, waiting] = [waiting, driving];
    }
    await orders.stop();
    await stage.settled(60_000);
    return stage.tally();
  },
};
