import type { Engine } from "../src/database/database.ts";
import type { Benchmark, Figures, RunOptions } from "./benchmark.ts";
import { makeOrders } from "./load/orders.ts";
import { type PushTarget, pushBodies } from "./load/push.ts";
import { startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { percentile, perSecond, round } from "./report/statistics.ts";
import { type BenchStorage, withStorage } from "./storage/bench-storage.ts";
import { insertRawEvents, readRawEvents } from "./storage/raw-rows.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const CLIENTS = 64;
const ORDERS_PER_BATCH = 100;
const BATCH_CLIENTS = 4;
const FIRST_NUMBER = 100_000;
const RAW_ORDERS = 20_000;
/** Nothing is delivered: the plugin has no private key, and nobody listens here. */
const NOBODY = "http://127.0.0.1:9";

interface Sizes {
  readonly warmUp: number;
  readonly oneByOne: number;
  readonly inBatches: number;
}

interface Measured {
  readonly figures: Figures;
  readonly baseline: Figures;
  readonly met: boolean;
}

async function measure(engine: Engine, { isQuick, tell }: RunOptions): Promise<Measured> {
  const sizes = isQuick
    ? { warmUp: 200, oneByOne: 1_000, inBatches: 4_000 }
    : { warmUp: 3_000, oneByOne: 25_000, inBatches: 60_000 };
  return withStorage(engine, async (storage) => {
    const { plugin, pushKey } = await setUpShop(storage, {});
    const service = await startService({ storage, klaviyoUrl: NOBODY });
    tell(`${engine}: pushing orders`);
    const pushed = await pushOrders({ url: service.url, plugin: plugin.id, pushKey }, sizes);
    const peakMemoryMb = round(service.peakMemoryMb());
    await service.stop();
    tell(`${engine}: inserting the same rows as they are`);
    const rawPerSecond = await measureRaw(storage, sizes);
    const shareOfRaw = round(pushed.inBatchesPerSecond / rawPerSecond, 2);
    return {
      figures: prefixNames(engine, { ...pushed, shareOfRaw, peakMemoryMb }),
      baseline: prefixNames(engine, { rawOrdersPerSecond: rawPerSecond }),
      met: shareOfRaw >= 0.4 && pushed.oneByOnePerSecond >= 1_500,
    };
  });
}

async function pushOrders(target: PushTarget, { warmUp, oneByOne, inBatches }: Sizes) {
  const orders = makeOrders(warmUp + oneByOne + inBatches, FIRST_NUMBER).map((order) => JSON.stringify(order));
  const batches = Array.from({ length: inBatches / ORDERS_PER_BATCH }, (_, index) => {
    const first = warmUp + oneByOne + index * ORDERS_PER_BATCH;
    return `[${orders.slice(first, first + ORDERS_PER_BATCH).join(",")}]`;
  });
  await pushBodies(target, orders.slice(0, warmUp), CLIENTS);
  const singly = await pushBodies(target, orders.slice(warmUp, warmUp + oneByOne), CLIENTS);
  const batched = await pushBodies(target, batches, BATCH_CLIENTS);
  return {
    oneByOnePerSecond: perSecond(oneByOne, singly.elapsedMs),
    oneByOneP50Ms: round(percentile(singly.latenciesMs, 0.5), 1),
    oneByOneP99Ms: round(percentile(singly.latenciesMs, 0.99), 1),
    inBatchesPerSecond: perSecond(inBatches, batched.elapsedMs),
  };
}

/** The rows of the last orders once more, as many a transaction as a batch of orders has, into an empty database. */
async function measureRaw(storage: BenchStorage, { warmUp, oneByOne, inBatches }: Sizes): Promise<number> {
  const orders = Math.min(inBatches, RAW_ORDERS);
  const from = String(FIRST_NUMBER + warmUp + oneByOne + inBatches - orders);
  const events = await storage.use((database) => readRawEvents(database, from));
  const perTransaction = Math.round((events.length / orders) * ORDERS_PER_BATCH);
  const empty = await storage.another();
  const elapsedMs = await empty.use((database) => insertRawEvents(database, events, perTransaction));
  await empty.remove();
  return perSecond(orders, elapsedMs);
}

export const benchmark: Benchmark = {
  name: "intake",
  what: "orders/s from HTTP push to durable commit, one by one and in batches of 100; beside it the raw batched insert of the same rows",
  async run(options) {
    const sqlite = await measure("sqlite", options);
    const postgres = await measure("postgres", options);
    return {
      figures: { ...sqlite.figures, ...postgres.figures },
      baseline: { ...sqlite.baseline, ...postgres.baseline },
      target: "in batches at least 0.4 of the raw insert, one by one at least 1,500 orders/s, on both engines",
      met: sqlite.met && postgres.met,
      notes: [
        "An order has 2.5 lines on average and becomes 3.5 metric events: 7 rows.",
        `One by one: ${CLIENTS} clients, each with one request under way; in batches: ${BATCH_CLIENTS} clients.`,
        "Load generator, service and, on PostgreSQL, the server share the machine's cores; the raw insert has them to itself.",
      ],
    };
  },
};
