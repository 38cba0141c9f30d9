import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { countLost, countTaken, drives } from "../harness/account-log.ts";
import { askPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "two-drivers",
  story:
    "a lease is taken away under its holder, so that two workers think that they own the account; the older one is fenced off",
  async run(context) {
    const url = await context.freshPostgresUrl();
    const stage = await context.openStage({ databaseUrl: url, command: ["serve", "--no-deliver"] });
    const { sandbox, shop } = stage;
    let driving = stage.spawn({ command: ["worker"] });
    await until("a worker drives the account", () => drives(driving, shop.account), 90_000);
    let other = stage.spawn({ command: ["worker"] });
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    const rounds = context.isShort ? 2 : 15;
    let sentTwice = 0;
    for (let round = 0; round < rounds; round++) {
      const arrived = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > arrived + 50, 60_000);
      // Only the older driver is told to stand still, so that it does not renew, learn of it and step back before the other is there.
      driving.pause();
      const taken = countTaken(other);
      await askPostgres(url, "UPDATE leases SET expires_at = 0");
      await until("the other worker takes the account", () => countTaken(other) > taken, 90_000);
      const lost = countLost(driving);
      const before = countDropped();
      driving.resume();
      // Both drive now: by its own clock the older one may go on for seconds.
      await until("the older one is told by the fence", () => countLost(driving) > lost, 90_000);
      await sleep(200);
      sentTwice += countDropped() - before;
      [driving, other] = [other, driving];
    }
    await orders.stop();
    await stage.settled(60_000);
    context.note(`${rounds} rounds; ${sentTwice} events were sent twice, and Klaviyo kept one of each`);
    return stage.tally();

    function countDropped(): number {
      return sandbox.dropped().length;
    }
  },
};
