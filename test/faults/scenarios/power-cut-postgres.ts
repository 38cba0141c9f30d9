import { z } from "zod";
import { cutPowerAtRandom } from "../harness/cut-power.ts";
import { startOwnPostgres } from "../harness/own-postgres.ts";
import type { Scenario } from "../harness/scenario.ts";

const countSchema = z.tuple([z.object({ settled: z.coerce.number() })]);

export const scenario: Scenario = {
  name: "power-cut-postgres",
  story:
    "PostgreSQL loses its power while events go out, sometimes the service with it: commits that waited for no disk are gone",
  async run(context) {
    // As lazy as can be: what waits for no disk stays in memory until something else that waits takes it along.
    const { server, url, ask } = await startOwnPostgres(context, { wal_writer_delay: "10s" });
    const stage = await context.openStage({ databaseUrl: url });
    const countSettled = async () => {
      const rows = await ask("SELECT count(*) AS settled FROM outbox WHERE state <> 'pending'");
      return countSchema.parse(rows)[0].settled;
    };
    return cutPowerAtRandom(context, stage, {
      undoes: "outcomes",
      rounds: context.isShort ? 3 : 30,
      async cut(round) {
        const before = await countSettled();
        await server.stop("kill");
        const isOneMachine = round % 3 === 0;
        if (isOneMachine) await stage.service.kill();
        await server.start();
        const undone = Math.max(0, before - (await countSettled()));
        if (isOneMachine) await stage.restart();
        return undone;
      },
    });
  },
};
