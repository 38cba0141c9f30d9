import type { Engine } from "../src/database/database.ts";
import type { Benchmark, Figures, RunOptions } from "./benchmark.ts";
import { makeAcceptances } from "./load/backlog.ts";
import { fillBacklog } from "./load/fill-backlog.ts";
import { singleBodies } from "./load/klaviyo-bodies.ts";
import { makeOrders } from "./load/orders.ts";
import { pushSteadily } from "./load/push.ts";
import { sendSteadily } from "./load/send-to-klaviyo.ts";
import { startTimedKlaviyo } from "./processes/start-klaviyo-front.ts";
import { startSandbox } from "./processes/start-sandbox.ts";
import { startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { percentile, perSecond, round } from "./report/statistics.ts";
import { until } from "./report/until.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const ORDERS_PER_SECOND = 50;
const FIRST_NUMBER = 200_000;
/** 50 a second are 3,000 a minute, which the single endpoint takes (3,500); with Ordered Product they would be 10,500. */
const SETTINGS = { disabledMetrics: ["Ordered Product" as const] };

interface Sizes {
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly history: number;
}

/** From the moment before a push is sent to the moment at which Klaviyo's answer is there, both in whole milliseconds. */
async function measure(engine: Engine, withHistory: boolean, sizes: Sizes, tell: RunOptions["tell"]) {
  const { warmUpSeconds, seconds, history } = sizes;
  return withStorage(engine, async (storage) => {
    const klaviyo = await startTimedKlaviyo(storage.dataDir);
    const { plugin, pushKey } = await setUpShop(storage, {
      apiKey: klaviyo.account,
      privateKey: klaviyo.privateKey,
      settings: SETTINGS,
    });
    if (withHistory) {
      tell(`${engine}: filling a backlog of ${history} events of history`);
      await storage.use((database) => fillBacklog(database, plugin, { lane: "history", events: history }));
    }
    const service = await startService({ storage, klaviyoUrl: klaviyo.url });
    const target = { url: service.url, plugin: plugin.id, pushKey };
    const orders = makeOrders((warmUpSeconds + seconds) * ORDERS_PER_SECOND, FIRST_NUMBER);
    const bodies = orders.map((order) => JSON.stringify(order));
    const warmUp = warmUpSeconds * ORDERS_PER_SECOND;
    tell(`${engine}: pushing ${ORDERS_PER_SECOND} orders/s${withHistory ? " while history runs" : ""}`);
    await pushSteadily(target, bodies.slice(0, warmUp), ORDERS_PER_SECOND);
    const historyBefore = await klaviyo.acceptedInBulk();
    const startedAt = performance.now();
    const sentAt = await pushSteadily(target, bodies.slice(warmUp), ORDERS_PER_SECOND);
    const elapsedMs = performance.now() - startedAt;
    const historyPerSecond = perSecond((await klaviyo.acceptedInBulk()) - historyBefore, elapsedMs);

    await until("all orders in Klaviyo", async () => ((await klaviyo.acceptedSingly()) >= bodies.length ? true : null));
    await service.stop();
    const acceptedAt = await klaviyo.stop();
    const latenciesMs = sentAt.map((at, index) => {
      const accepted = acceptedAt[String(FIRST_NUMBER + warmUp + index)];
      if (accepted === undefined) throw new Error(`Order ${FIRST_NUMBER + warmUp + index} was not seen in Klaviyo.`);
      return accepted - at;
    });
    return { ...summary(latenciesMs), ...(withHistory ? { historyPerSecond } : {}) };
  });
}

/** A bare HTTP client, straight to the sandbox, at the same rate. */
async function measureDirectly({ seconds }: Sizes): Promise<Figures> {
  const sandbox = await startSandbox({ limits: "off", keep: "counts" });
  const { plugin } = await withStorage("sqlite", (storage) => setUpShop(storage, {}));
  const events = Math.min(10, seconds) * ORDERS_PER_SECOND;
  const bodies = singleBodies(makeAcceptances(plugin, { lane: "live", events }));
  const target = { url: sandbox.url, path: "/api/events", privateKey: sandbox.privateKey } as const;
  const latenciesMs = await sendSteadily(target, bodies, ORDERS_PER_SECOND);
  await sandbox.stop();
  return summary(latenciesMs);
}

function summary(latenciesMs: readonly number[]) {
  return {
    p50Ms: round(percentile(latenciesMs, 0.5), 1),
    p90Ms: round(percentile(latenciesMs, 0.9), 1),
    p99Ms: round(percentile(latenciesMs, 0.99), 1),
    maxMs: round(Math.max(...latenciesMs), 1),
  };
}

export const benchmark: Benchmark = {
  name: "latency",
  what: "from push to Klaviyo's acceptance at 50 orders/s under the real limits, alone and while history runs; beside it the bare request",
  async run({ isQuick, tell }) {
    const sizes = isQuick
      ? { warmUpSeconds: 2, seconds: 6, history: 30_000 }
      : { warmUpSeconds: 10, seconds: 65, history: 350_000 };
    let figures: Figures = {};
    let met = true;
    for (const engine of ["sqlite", "postgres"] as const) {
      const alone = await measure(engine, false, sizes, tell);
      const beside = await measure(engine, true, sizes, tell);
      figures = { ...figures, ...prefixNames(engine, { ...alone, ...prefixNames("besideHistory", beside) }) };
      const isQuickEnough = alone.p50Ms <= 15 && alone.p99Ms <= 60;
      // The clock's grain is a millisecond, more than 20 % of a small latency.
      const isSame = (one: number, other: number) => other <= Math.max(one * 1.2, one + 1);
      met &&= isQuickEnough && isSame(alone.p50Ms, beside.p50Ms) && isSame(alone.p99Ms, beside.p99Ms);
    }
    return {
      figures,
      baseline: prefixNames("direct", await measureDirectly(sizes)),
      target: "p50 at most 15 ms and p99 at most 60 ms; while history runs not more than 20 % (or 1 ms) above that",
      met,
      notes: [
        `${sizes.seconds} s each, after ${sizes.warmUpSeconds} s of warming up, over the turn of a minute; Ordered Product is left out, since with it 50 orders/s are three times the single endpoint's quota.`,
        "Times are whole milliseconds of the machine's clock, from before the push is sent to when the sandbox has answered 202; its two endpoints are in a process each.",
        "History runs in bulk at the real limits; historyPerSecond is what of it was accepted meanwhile.",
      ],
    };
  },
};
