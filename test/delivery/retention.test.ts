import { pino } from "pino";
import { expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { createRetention } from "../../src/delivery/retention.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { makeEvent, startsEngines } from "./start-engine.ts";

const DAY_MS = 86_400_000;

describeOnBothEngines("retention", (open) => {
  const start = startsEngines(open);

  test("delivered events go after their days, dead ones later, pending ones never", async () => {
    const { sandbox, outbox, push, worker } = await start();
    sandbox.addFault({ match: { uniqueIdPattern: "^bad" }, action: { status: 400 } });
    await push(Array.from({ length: 1_100 }, (_, index) => makeEvent(`${index}`, { email: `c${index}@shop.se` })));
    await push([makeEvent("bad", { email: "bad@shop.se" })]);
    await until("all are settled", async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0);
    await worker.stop();
    await push([makeEvent("pending", { email: "late@shop.se" })]);

    const left = async () => (await outbox.search({}, { limit: 10 })).map(({ uniqueId }) => uniqueId);
    for (const [daysLater, ids] of [
      [31, ["pending", "bad"]],
      [91, ["pending"]],
    ] as const) {
      const clock = { ...systemClock, now: () => systemClock.now() + daysLater * DAY_MS };
      const logger = pino({ level: "silent" });
      const retention = createRetention({ outbox, clock, logger, deliveredDays: 30, deadDays: 90 });
      retention.start();
      await until(`what is due after ${daysLater} days is gone`, async () => (await left()).length === ids.length);
      await retention.stop();
      expect(await left()).toEqual(ids);
    }
  });
});
