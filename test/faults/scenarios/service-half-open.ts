import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { startHalfOpenProxy } from "../harness/half-open-proxy.ts";
import { composeOrder } from "../harness/orders.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

/** The longest that a statement waits for its answer, and a moment. */
const BACK_WITHIN_MS = 45_000;
/** Once connections that never answer are gone, no push may meet another one. */
const QUICK_MS = 5_000;

export const scenario: Scenario = {
  name: "service-half-open",
  story: "all connections of the only service to PostgreSQL go silent without closing; it frees itself of them",
  onlyInWholeRun: true,
  async run(context) {
    const { server, url } = await startOwnPostgres(context);
    const proxy = await startHalfOpenProxy({ host: "127.0.0.1", port: server.port });
    context.onEnd(proxy.close);
    const behindProxy = new URL(url);
    behindProxy.port = String(proxy.port);
    const stage = await context.openStage({ databaseUrl: behindProxy.href });
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 6 });
    await until("events arrive", () => sandbox.events().length > 200, 60_000);
    proxy.stall();
    await sleep(8_000);
    proxy.heal();
    const healedAt = performance.now();
    const taken = orders.accepted;
    await until("orders are taken again", () => orders.accepted > taken, BACK_WITHIN_MS);
    context.note(`orders are taken ${secondsSince(healedAt)} s after the mend`);
    const arrived = sandbox.events().length;
    await until("events arrive again", () => sandbox.events().length > arrived + 50, BACK_WITHIN_MS);
    context.note(`events arrive ${secondsSince(healedAt)} s after the mend`);

    await sleep(Math.max(0, BACK_WITHIN_MS - (performance.now() - healedAt)));
    let slowestMs = 0;
    for (let number = 0; number < 200; number++) {
      const sentAt = performance.now();
      await shop.push([composeOrder(shop.account, `later-${number}`, "later@shop.se")]);
      slowestMs = Math.max(slowestMs, performance.now() - sentAt);
      await sleep(200);
    }
    if (slowestMs > QUICK_MS) throw new Error(`Long after the mend a push took ${(slowestMs / 1_000).toFixed(1)} s.`);
    await orders.stop();
    await stage.settled(90_000);
    return stage.tally();
  },
};

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}
