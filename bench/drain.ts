import type { Engine } from "../src/database/database.ts";
import type { Lane } from "../src/outbox/outbox.ts";
import type { Benchmark, Figures, RunOptions } from "./benchmark.ts";
import { makeAcceptances } from "./load/backlog.ts";
import { fillBacklog } from "./load/fill-backlog.ts";
import { bulkBodies, singleBodies } from "./load/klaviyo-bodies.ts";
import { sendBodies } from "./load/send-to-klaviyo.ts";
import { startSandbox } from "./processes/start-sandbox.ts";
import { startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { perSecond, round } from "./report/statistics.ts";
import { until } from "./report/until.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { countStates } from "./storage/outcome.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

/** History goes in bulk alone; live events go one by one as long as the single endpoint takes them, here always. */
const LANE_OF = { bulk: "history", single: "live" } as const satisfies Record<string, Lane>;
type Way = keyof typeof LANE_OF;

const EVENTS_PER_BULK = 1_000;
const WARM_SHARE = 0.1;
const LIMIT_MS = 600_000;

/** Empties a backlog; from when a tenth of it was accepted, so that the start of the process does not count, to when all was. */
async function drain(engine: Engine, way: Way, events: number, tell: RunOptions["tell"]) {
  return withStorage(engine, async (storage) => {
    const sandbox = await startSandbox({ limits: "off", keep: "counts" });
    const { plugin } = await setUpShop(storage, { apiKey: sandbox.account, privateKey: sandbox.privateKey });
    tell(`${engine}, ${way}: filling the backlog with ${events} events`);
    await storage.use((database) => fillBacklog(database, plugin, { lane: LANE_OF[way], events }));

    tell(`${engine}, ${way}: draining`);
    const service = await startService({ storage, klaviyoUrl: sandbox.url });
    const reached = (count: number) =>
      until(
        `${count} of ${events} events accepted`,
        async () => {
          const accepted = await sandbox.accepted();
          return accepted >= count ? { accepted, at: performance.now() } : null;
        },
        { limitMs: LIMIT_MS },
      );
    const start = await reached(events * WARM_SHARE);
    const cpuBefore = { service: service.cpuSeconds(), sandbox: sandbox.cpuSeconds() };
    const end = await reached(events);
    const elapsedMs = end.at - start.at;
    const cpuShare = (used: number) => round((used * 1_000) / elapsedMs, 2);
    const figures = {
      eventsPerSecond: perSecond(end.accepted - start.accepted, elapsedMs),
      serviceCpu: cpuShare(service.cpuSeconds() - cpuBefore.service),
      sandboxCpu: cpuShare(sandbox.cpuSeconds() - cpuBefore.sandbox),
      peakMemoryMb: round(service.peakMemoryMb()),
    };
    await service.stop();
    const { requests } = await sandbox.state();
    await sandbox.stop();
    const { delivered } = await countStates(storage);
    if (delivered !== events) throw new Error(`${delivered} of ${events} events were settled as delivered`);
    return {
      ...figures,
      requests: Object.values(requests)
        .flatMap(Object.values<number>)
        .reduce((a, b) => a + b, 0),
    };
  });
}

/** The same bodies, made beforehand and sent by a bare HTTP client: what the sandbox takes. */
async function sandboxAlone(way: Way, events: number): Promise<number> {
  const sandbox = await startSandbox({ limits: "off", keep: "counts" });
  const plugin = await withStorage("sqlite", async (storage) => (await setUpShop(storage, {})).plugin);
  const acceptances = makeAcceptances(plugin, { lane: LANE_OF[way], events });
  const { url, privateKey } = sandbox;
  const elapsedMs =
    way === "single"
      ? await sendBodies({ url, privateKey, path: "/api/events" }, singleBodies(acceptances), 64)
      : await sendBodies(
          { url, privateKey, path: "/api/event-bulk-create-jobs" },
          bulkBodies(acceptances, EVENTS_PER_BULK),
          4,
        );
  await sandbox.stop();
  return perSecond(events, elapsedMs);
}

export const benchmark: Benchmark = {
  name: "drain",
  what: "events/s out of a backlog with the sandbox's limits off, in bulk and one by one; beside it a bare HTTP client with finished bodies",
  async run({ isQuick, tell }) {
    const sizes = isQuick
      ? { bulk: 20_000, single: 4_000, alone: 10_000 }
      : { bulk: 1_000_000, single: 200_000, alone: 50_000 };
    const sqliteBulk = await drain("sqlite", "bulk", sizes.bulk, tell);
    const sqliteSingle = await drain("sqlite", "single", sizes.single, tell);
    const postgresBulk = await drain("postgres", "bulk", sizes.bulk, tell);
    const postgresSingle = await drain("postgres", "single", sizes.single, tell);
    tell("the sandbox alone");
    const baseline = {
      bulkEventsPerSecond: await sandboxAlone("bulk", sizes.alone),
      singleEventsPerSecond: await sandboxAlone("single", sizes.alone),
    };
    const isFast = (bulk: Figures, single: Figures) =>
      (bulk.eventsPerSecond ?? 0) >= 20_000 && (single.eventsPerSecond ?? 0) >= 4_000;
    return {
      figures: {
        ...prefixNames("sqliteBulk", sqliteBulk),
        ...prefixNames("sqliteSingle", sqliteSingle),
        ...prefixNames("postgresBulk", postgresBulk),
        ...prefixNames("postgresSingle", postgresSingle),
      },
      baseline,
      target: "at least 20,000 events/s in bulk and 4,000 events/s one by one, on both engines",
      met: isFast(sqliteBulk, sqliteSingle) && isFast(postgresBulk, postgresSingle),
      notes: [
        `Backlogs of ${sizes.bulk} history events and ${sizes.single} live events, of one account, each on a fresh database.`,
        "Every event was settled as delivered. Cpu: cores used. Service, sandbox and, on PostgreSQL, the server share the machine's cores.",
      ],
    };
  },
};
