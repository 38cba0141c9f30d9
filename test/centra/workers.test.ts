import { expect, test } from "vitest";
import { freshPostgresLocation } from "../databases.ts";
import { type ServiceProcess, spawnService } from "../faults/harness/service-process.ts";
import { until } from "../until.ts";
import { compareMetrics, untilAllArrived } from "./compare-metrics.ts";
import { startConnectedShop } from "./connected-shop.ts";

const ORDERS = 20;
/** A lease outlives its worker by ten seconds. */
const TAKE_OVER_WITHIN_MS = 40_000;

test("of two workers one reads the shop; when it is killed the other goes on, and nothing is lost or doubled", async () => {
  const { location, remove } = await freshPostgresLocation();
  const own = await startConnectedShop({ seed: 61, location, delivers: false });
  const startWorker = () => spawnService({ command: ["worker"], environment: own.environment });
  const workers: ServiceProcess[] = [startWorker(), startWorker()];
  try {
    await own.connect();
    // One of the two reads; as each is killed in turn, so is the one that does.
    for (const worker of workers.slice()) {
      const before = own.klaviyo.events().length;
      await own.shop.run({ orders: ORDERS });
      await until("it is at work", () => own.klaviyo.events().length > before, TAKE_OVER_WITHIN_MS);
      await worker.kill();
      const atKill = own.klaviyo.events().length;
      await own.shop.run({ orders: ORDERS });
      await until("the other goes on", () => own.klaviyo.events().length > atKill, TAKE_OVER_WITHIN_MS);
      workers.push(startWorker());
    }
    await untilAllArrived(own, {}, TAKE_OVER_WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject({ missing: [], unexpected: [], doubled: [], different: [] });
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await own.close();
    await remove();
  }
}, 180_000);
