import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { countLost, countTaken, drives } from "../harness/account-log.ts";
import { startHalfOpenProxy } from "../harness/half-open-proxy.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

const TAKE_OVER_WITHIN_MS = 15_000;

export const scenario: Scenario = {
  name: "postgres-half-open",
  story: "a worker's connections to PostgreSQL go silent without closing; another takes over, and the first comes back",
  onlyInWholeRun: true,
  async run(context) {
    const { server, url } = await startOwnPostgres(context);
    const proxy = await startHalfOpenProxy({ host: "127.0.0.1", port: server.port });
    context.onEnd(proxy.close);
    const behindProxy = new URL(url);
    behindProxy.port = String(proxy.port);

    const stage = await context.openStage({ databaseUrl: url, command: ["serve", "--no-deliver"] });
    const { sandbox, shop } = stage;
    const cutOff = stage.spawn({ command: ["worker"], environment: { DATABASE_URL: behindProxy.href } });
    await until("the worker behind the proxy drives the account", () => drives(cutOff, shop.account), 30_000);
    const other = stage.spawn({ command: ["worker"] });
    const orders = shop.keepOrdering({ clients: 3, pauseMs: 10 });

    for (let round = 0; round < (context.isShort ? 1 : 3); round++) {
      const arrived = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > arrived + 30, 60_000);
      proxy.stall();
      const stalledAt = performance.now();
      const takenBefore = countTaken(other);
      await until("the other worker takes over", () => countTaken(other) > takenBefore, TAKE_OVER_WITHIN_MS);
      context.note(`taken over ${((performance.now() - stalledAt) / 1_000).toFixed(1)} s after the silence began`);
      const takenOver = sandbox.events().length;
      await until("events arrive again", () => sandbox.events().length > takenOver + 30);
      proxy.heal();
      const healedAt = performance.now();
      // It comes back by itself: the other one goes, and the account is its own again.
      await sleep(500);
      const cutOffTook = countTaken(cutOff);
      other.pause();
      await until("the first worker drives again", () => countTaken(cutOff) > cutOffTook, 75_000);
      context.note(
        `the first one drives again ${((performance.now() - healedAt) / 1_000).toFixed(1)} s after the mend`,
      );
      // A connection that went silent must not come back out of the pool and cost it the account again.
      const lost = countLost(cutOff);
      await sleep(context.isShort ? 0 : 50_000);
      if (countLost(cutOff) > lost) throw new Error("Long after the mend the worker lost its account again.");
      other.resume();
    }
    await orders.stop();
    await stage.settled(90_000);
    return stage.tally();
  },
};
