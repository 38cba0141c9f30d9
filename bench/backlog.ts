import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Engine } from "../src/database/database.ts";
import type { Benchmark, Figures, RunOptions } from "./benchmark.ts";
import { fillBacklog } from "./load/fill-backlog.ts";
import { startProcess } from "./processes/start-process.ts";
import { startSandbox } from "./processes/start-sandbox.ts";
import { startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { perSecond, round } from "./report/statistics.ts";
import { type BenchStorage, withStorage } from "./storage/bench-storage.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const MAX_MEMORY_MB = 250;
const FLAT = 1.3;
/** Chunks of a fill, about 50,000 events each, from one word on its progress to the next. */
const FILLS_BETWEEN_NEWS = 10;
/** How bin/bound-memory.mjs runs the service. */
const SMALL = {
  sqlite: ["--max-semi-space-size=8", "--heap-growing-percent=20"],
  postgres: ["--max-semi-space-size=8", "--heap-growing-percent=50"],
};
/** Order numbers of the refills at one depth lie apart from those of all others. */
const ORDERS_PER_DEPTH = 20_000_000;

const claimedSchema = z.object({
  claimMs: z.number(),
  claimP99Ms: z.number(),
  settleMs: z.number(),
  settleP99Ms: z.number(),
  claimFromStartMs: z.number(),
  peakMemoryMb: z.number(),
});
type Claimed = z.infer<typeof claimedSchema>;

async function claimAndSettle(
  { engine, databaseUrl, dataDir }: BenchStorage,
  rounds: number,
  orders: number,
): Promise<Claimed> {
  const address = databaseUrl ?? join(dataDir, "centra-klaviyo.sqlite");
  const child = await startProcess({
    flags: SMALL[engine],
    command: ["bench/processes/claim-and-settle.ts", address, String(rounds), String(orders)],
    readyWhen: /^result (.*)$/,
  });
  return claimedSchema.parse(JSON.parse(child.ready));
}

async function measure(engine: Engine, depths: readonly number[], rounds: number, { isQuick, tell }: RunOptions) {
  return withStorage(engine, async (storage) => {
    const sandbox = await startSandbox({ limits: "off", keep: "counts" });
    const { plugin } = await setUpShop(storage, { apiKey: sandbox.account, privateKey: sandbox.privateKey });
    const measured: Claimed[] = [];
    let depth = 0;
    for (const [index, target] of depths.entries()) {
      tell(`${engine}: filling the backlog up to ${target}`);
      const missing = { lane: "history", events: target - depth, skipOrders: depth } as const;
      const filled = depth;
      const tellSometimes = everyNth(FILLS_BETWEEN_NEWS, (events: number) =>
        tell(`${engine}: ${filled + events} of ${target}`),
      );
      await storage.use((database) => fillBacklog(database, plugin, missing, tellSometimes));
      await storage.tidy();
      depth = target;
      tell(`${engine}: claiming and settling`);
      measured.push(await claimAndSettle(storage, rounds, (index + 1) * ORDERS_PER_DEPTH));
    }
    tell(`${engine}: the service at ${depth}`);
    const service = await serveFor(storage, sandbox.url, isQuick ? 5 : 30, sandbox.accepted);
    await sandbox.stop();
    return { measured, service };
  });
}

function everyNth<Given>(nth: number, call: (given: Given) => void): (given: Given) => void {
  let calls = 0;
  return (given) => {
    if (++calls % nth === 0) call(given);
  };
}

/** The whole service at the deepest backlog, as fast as it goes. */
async function serveFor(storage: BenchStorage, klaviyoUrl: string, seconds: number, accepted: () => Promise<number>) {
  const service = await startService({ storage, klaviyoUrl });
  const startedAt = performance.now();
  await sleep(seconds * 1_000);
  const deliveredPerSecond = perSecond(await accepted(), performance.now() - startedAt);
  const peakMemoryMb = round(service.peakMemoryMb());
  await service.stop();
  return { deliveredPerSecond, peakMemoryMb };
}

/** Figures by depth, and how much slower a page is claimed and settled there than at the smallest. */
function describe(depths: readonly number[], measured: readonly Claimed[]) {
  const costs = measured.map(({ claimMs, settleMs }) => claimMs + settleMs);
  const slowerBy = costs.map((cost) => round(cost / (costs[0] ?? cost), 2));
  const figures = measured.map((claimed, index) =>
    prefixNames(`at${depths[index]}`, { ...claimed, slowerBy: slowerBy[index] ?? 0 }),
  );
  return { figures: Object.assign({}, ...figures) as Figures, slowestBy: Math.max(...slowerBy) };
}

export const benchmark: Benchmark = {
  name: "backlog",
  what: "claiming and settling a page of 500 events with 1 thousand to 5 million pending; memory of that work, and of the service at the deepest",
  async run(options) {
    const depths = options.isQuick ? [1_000, 200_000] : [1_000, 100_000, 1_000_000, 5_000_000];
    const rounds = options.isQuick ? 20 : 200;
    let figures: Figures = {};
    let baseline: Figures = {};
    let met = true;
    for (const engine of ["sqlite", "postgres"] as const) {
      const { measured, service } = await measure(engine, depths, rounds, options);
      const { figures: byDepth, slowestBy } = describe(depths, measured);
      figures = { ...figures, ...prefixNames(engine, { ...byDepth, slowestBy, ...prefixNames("service", service) }) };
      baseline = {
        ...baseline,
        ...prefixNames(engine, { claimMs: measured[0]?.claimMs ?? 0, settleMs: measured[0]?.settleMs ?? 0 }),
      };
      const memoryMb = Math.max(service.peakMemoryMb, ...measured.map(({ peakMemoryMb }) => peakMemoryMb));
      met &&= slowestBy <= FLAT && memoryMb <= MAX_MEMORY_MB;
    }
    return {
      figures,
      baseline,
      target: `a page is claimed and settled within ${FLAT} times the time at 1,000 pending; at most ${MAX_MEMORY_MB} MB resident throughout`,
      met,
      notes: [
        `Medians of ${rounds} pages of 500 history events of one plugin; what is settled is refilled, so that the depth stays.`,
        "claimFromStart: a pass from the beginning, over what was settled since, as the delivery makes every 15 s. Baseline: the smallest backlog.",
      ],
    };
  },
};
