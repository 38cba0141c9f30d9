import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { composeOrder } from "../harness/orders.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "database-read-only",
  story: "the database can be read but not written, as on a standby that was not promoted yet; pushes get 503",
  onlyInWholeRun: true,
  async run(context) {
    const { ask, url } = await startOwnPostgres(context);
    const stage = await context.openStage({ databaseUrl: url });
    const { sandbox, shop } = stage;
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    await until("events arrive", () => sandbox.events().length > 50);

    const endSessions = () =>
      ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'centra-klaviyo'");
    await ask("ALTER DATABASE faults SET default_transaction_read_only = true");
    await endSessions();
    const refused = composeOrder(shop.account, "read-only-1", "read-only@shop.se");
    await until("a push is refused", async () => (await shop.tryPush([refused])) === 503);
    const startedAt = performance.now();
    while (performance.now() - startedAt < (context.isShort ? 3_000 : 30_000)) {
      const status = await shop.tryPush([refused]);
      if (status !== 503) throw new Error(`On a read-only database a push was answered ${status}, not 503.`);
      await sleep(100);
    }
    // The statement that ends it must be allowed to write, too.
    await ask("BEGIN READ WRITE; ALTER DATABASE faults SET default_transaction_read_only = false; COMMIT");
    await endSessions();
    await shop.push([refused], { withinMs: 10_000 });
    await orders.stop();
    await stage.settled(60_000);
    return stage.tally();
  },
};
