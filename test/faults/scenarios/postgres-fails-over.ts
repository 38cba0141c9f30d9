import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { countTaken } from "../harness/account-log.ts";
import { composeOrder } from "../harness/orders.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "postgres-fails-over",
  story: "PostgreSQL is away for longer than a lease lives; pushes get 503 meanwhile, and everything goes on by itself",
  onlyInWholeRun: true,
  async run(context) {
    const { server, url } = await startOwnPostgres(context);
    const stage = await context.openStage({ databaseUrl: url, accounts: 2 });
    const { sandbox, shop } = stage;
    const worker = stage.spawn({ command: ["worker"] });
    await until("the worker has its share of the accounts", () => countTaken(worker) > 0, 30_000);
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    await until("events arrive", () => sandbox.events().length > 100, 60_000);

    await server.stop("kill");
    const stoppedAt = performance.now();
    const refused = composeOrder(shop.account, "refused-1", "refused@shop.se");
    const answers = new Set<number | null>();
    while (performance.now() - stoppedAt < (context.isShort ? 12_000 : 40_000)) {
      answers.add(await shop.tryPush([refused]));
      await sleep(100);
    }
    if ([...answers].some((status) => status !== 503)) {
      throw new Error(`Without its database the service answered ${[...answers].join(", ")}, not 503 alone.`);
    }
    const arrived = sandbox.events().length;
    await server.start();
    const startedAt = performance.now();
    await shop.push([refused]);
    context.note(`orders are taken ${seconds(startedAt)} s after PostgreSQL is back`);
    await until("events arrive again", () => sandbox.events().length > arrived + 20, 15_000);
    context.note(`events arrive ${seconds(startedAt)} s after PostgreSQL is back`);
    await orders.stop();
    await stage.settled(90_000);
    if (!worker.isRunning) throw new Error(`The worker did not live through it:\n${worker.output().slice(-4_000)}`);
    return stage.tally();
  },
};

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
