import { until } from "../../until.ts";
import { countTaken, drives } from "../harness/account-log.ts";
import { buildNextVersion } from "../harness/next-version.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "two-versions",
  story:
    "a rolling upgrade: workers of this version and of the next, whose migration adds to the tables, share the accounts",
  onlyInWholeRun: true,
  async run(context) {
    const launcher = buildNextVersion(context);
    const databaseUrl = await context.freshPostgresUrl();
    const stage = await context.openStage({ databaseUrl, accounts: 4 });
    const { sandbox, shops } = stage;
    const streams = shops.map((shop) => shop.keepOrdering({ clients: 2, pauseMs: 20 }));
    const countArrived = () => sandbox.events().length;
    const moreArrive = async (events: number) => {
      const before = countArrived();
      await until("events arrive", () => countArrived() > before + events, 60_000);
    };
    await moreArrive(50);

    const tooEarly = stage.spawn({ command: ["worker"], launcher });
    const { code } = await tooEarly.exited;
    if (code !== 78) throw new Error(`Before its migration the next version ended with ${code}: ${tooEarly.output()}`);
    const migration = stage.spawn({ command: ["migrate"], launcher });
    if ((await migration.exited).code !== 0) throw new Error(`The migration failed: ${migration.output()}`);
    await moreArrive(50);

    const next = stage.spawn({ command: ["worker"], launcher });
    await until("the next version drives accounts", () => countTaken(next) > 0, 30_000);
    await moreArrive(200);
    // This version can still be started, on the tables of the next.
    await stage.service.stop();
    await stage.restart();
    const before = countTaken(next);
    await until(
      "this version drives accounts beside it",
      () => {
        return shops.some(({ account }) => drives(stage.service, account)) && countTaken(next) >= before;
      },
      30_000,
    );
    await moreArrive(200);
    await stage.service.stop();
    await stage.restart({ launcher });
    await moreArrive(200);
    await Promise.all(streams.map((stream) => stream.stop()));
    await stage.settled(60_000);
    context.note(
      "the next version is this one with a migration more: shown is the hand-over on its tables, not its other changes",
    );
    return stage.tally();
  },
};
