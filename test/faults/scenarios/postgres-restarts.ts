import { until } from "../../until.ts";
import { countTaken } from "../harness/account-log.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "postgres-restarts",
  story: "PostgreSQL is restarted, in good order and by a loss of power, while orders come in and go out",
  async run(context) {
    const { server, url } = await startOwnPostgres(context);
    const stage = await context.openStage({ databaseUrl: url, accounts: 2 });
    const { sandbox, shop, service } = stage;
    const worker = stage.spawn({ command: ["worker"] });
    await until("the worker has its share of the accounts", () => countTaken(worker) > 0, 90_000);
    const orders = shop.keepOrdering({ clients: 4, pauseMs: 5 });
    const rounds = context.isShort ? 2 : 10;
    for (let round = 0; round < rounds; round++) {
      const [taken, arrived] = [orders.accepted, sandbox.events().length];
      await until("orders are taken", () => orders.accepted > taken + 30, 60_000);
      await until("events arrive", () => sandbox.events().length > arrived + 30, 60_000);
      await server.stop(round % 2 === 0 ? "kill" : "fast");
      await server.start();
    }
    await orders.stop();
    await stage.settled(90_000);
    if (service !== stage.service || !service.isRunning) throw new Error("The service did not live through it.");
    if (!worker.isRunning) throw new Error(`The worker did not live through it:\n${worker.output().slice(-4_000)}`);
    context.note(`${rounds} restarts`);
    return stage.tally();
  },
};
