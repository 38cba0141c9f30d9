import { type CentraSandbox, startCentraSandbox } from "../sandbox/centra/server.ts";
import { createShop } from "../sandbox/centra/simulator/create-shop.ts";
import { createCentra } from "../src/centra/centra.ts";
import { createCentraQueue } from "../src/centra/sync/queue.ts";
import { systemClock } from "../src/clock.ts";
import { createIntake } from "../src/intake/intake.ts";
import { createLogger } from "../src/observability/logger.ts";
import { createOutbox } from "../src/outbox/create-outbox.ts";
import { createFirstRefunds } from "../src/outbox/first-refunds.ts";
import { createCipher } from "../src/plugins/cipher.ts";
import type { Benchmark } from "./benchmark.ts";
import { perSecond, round } from "./report/statistics.ts";
import { until } from "./report/until.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const ORDERS = 2_000;
const QUICK_ORDERS = 100;
const TARGET_PER_SECOND = 10;
/** Of Centra's default plan. */
const POINTS_AN_HOUR = 30_000_000;
const LIMIT_MS = 900_000;

/** Orders that wait in Centra's queue, with all that has happened to them, until their events are in the outbox. */
export const benchmark: Benchmark = {
  name: "centra",
  what: "orders a second from Centra's queue to the outbox, within the limits of Centra's default plan",
  run: ({ isQuick, tell }) =>
    withStorage("sqlite", async (storage) => {
      const orders = isQuick ? QUICK_ORDERS : ORDERS;
      const sandbox = await startCentraSandbox({ plan: "growth" });
      const { plugin } = await setUpShop(storage, {});
      const result = await storage.use(async (database) => {
        const queue = createCentraQueue(database);
        const outbox = createOutbox({ database, clock: systemClock });
        const intake = createIntake({ outbox, firstRefunds: createFirstRefunds(database), clock: systemClock });
        let events = 0;
        const centra = createCentra({
          ...{ database, clock: systemClock, logger: createLogger({ level: "warn" }) },
          cipher: createCipher(storage.encryptionKey),
          accept: async (to, given) => {
            await intake.accept(to, given, { lane: "live" });
            events += given.length;
          },
        });
        await centra.connections.save(plugin.id, { apiUrl: sandbox.url, token: sandbox.token, pollIntervalSeconds: 1 });
        const source = centra.startAccountSource(() => true);
        source.setPlugins([plugin]);
        await until("connected", async () => ((await centra.isReading(plugin.id)) ? true : null));
        await source.stop();

        tell(`${orders} orders happen in the shop`);
        const shop = createShop({ seed: 1, instance: sandbox.instance, clock: systemClock });
        await shop.run({ orders });
        tell("they are read");
        const before = usageOf(sandbox);
        const startedAt = performance.now();
        const reading = centra.startAccountSource(() => true);
        reading.setPlugins([plugin]);
        await until(
          "the queue is empty and everything is told",
          async () => {
            const { waiting } = await queue.size(plugin.id);
            return waiting === 0 && events > 0 && sandbox.unconfirmedEvents("Klaviyo").length === 0 ? true : null;
          },
          { limitMs: LIMIT_MS },
        );
        const elapsedMs = performance.now() - startedAt;
        await reading.stop();
        await centra.close();
        const after = usageOf(sandbox);
        return {
          ...{ elapsedMs, events },
          requests: after.requests - before.requests,
          complexity: after.complexity - before.complexity,
        };
      });
      await sandbox.close();
      const ordersPerSecond = perSecond(orders, result.elapsedMs);
      const complexityPerOrder = result.complexity / orders;
      const sustainedPerSecond = round(POINTS_AN_HOUR / 3_600 / complexityPerOrder, 1);
      return {
        figures: {
          ordersPerSecond,
          commerceEvents: result.events,
          requestsPerOrder: round(result.requests / orders, 3),
          complexityPerOrder: round(complexityPerOrder, 1),
          sustainedPerSecond,
        },
        baseline: { requestsPer10s: 60, complexityPer10s: 250_000, complexityPerHour: POINTS_AN_HOUR },
        target: `at least ${TARGET_PER_SECOND} orders a second within the default plan's limits`,
        met: Math.min(ordersPerSecond, sustainedPerSecond) >= TARGET_PER_SECOND,
        notes: [
          "Each order has its whole life behind it: confirmed, shipped, refunded. The sandbox refuses what exceeds the limits.",
          "sustainedPerSecond: what the points of an hour are enough for, hour after hour.",
          "Complexity is reckoned by the sandbox's own formula; Centra's is not published.",
        ],
      };
    }),
};

/** All questions so far. */
function usageOf(sandbox: CentraSandbox): { readonly requests: number; readonly complexity: number } {
  const uses = Object.values(sandbox.counts().complexity);
  return {
    requests: uses.reduce((sum, { requests }) => sum + requests, 0),
    complexity: uses.reduce((sum, { complexity }) => sum + complexity, 0),
  };
}
