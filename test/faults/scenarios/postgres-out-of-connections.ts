import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { until } from "../../until.ts";
import { composeOrder } from "../harness/orders.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

const MAX_CONNECTIONS = 30;

export const scenario: Scenario = {
  name: "postgres-out-of-connections",
  story: "others take every connection that PostgreSQL has; pushes get 503 until there are some again",
  onlyInWholeRun: true,
  async run(context) {
    const { url } = await startOwnPostgres(context, { max_connections: String(MAX_CONNECTIONS) });
    const stage = await context.openStage({ databaseUrl: url });
    const { sandbox, shop } = stage;
    await shop.placeOrders(context.isShort ? 20 : 200);
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    await until("events arrive", () => sandbox.events().length > 20);

    const crowd = await takeEveryConnection(url);
    context.onEnd(() => leave(crowd));
    const crowdedOut = composeOrder(shop.account, "crowded-out-1", "crowded-out@shop.se");
    await until("a push is refused", async () => (await shop.tryPush([crowdedOut])) === 503);
    const crowdedFor = context.isShort ? 3_000 : 30_000;
    const startedAt = performance.now();
    while (performance.now() - startedAt < crowdedFor) {
      const status = await shop.tryPush([crowdedOut]);
      if (status !== 503) throw new Error(`Without a connection a push was answered ${status}, not 503.`);
      await sleep(100);
    }
    await leave(crowd);
    const freeAt = performance.now();
    await shop.push([crowdedOut], { withinMs: 10_000 });
    context.note(`orders are taken ${((performance.now() - freeAt) / 1_000).toFixed(1)} s after connections are free`);
    await orders.stop();
    await stage.settled(60_000);
    return stage.tally();
  },
};

/** Ends those of the service and takes them, too, until the service has none. */
async function takeEveryConnection(url: string): Promise<pg.Client[]> {
  const crowd: pg.Client[] = [];
  const deadline = performance.now() + 20_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      crowd.push(client);
      continue;
    } catch {
      // There is none left; the service's own are next.
    }
    const { rowCount } = (await crowd[0]?.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'centra-klaviyo'",
    )) ?? { rowCount: null };
    if (rowCount === 0 && crowd.length >= MAX_CONNECTIONS) return crowd;
    if (performance.now() > deadline) throw new Error(`Only ${crowd.length} connections could be taken.`);
  }
}

async function leave(crowd: readonly pg.Client[]): Promise<void> {
  await Promise.all(crowd.map((client) => client.end()));
}
