import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { Engine } from "../src/database/database.ts";
import type { Benchmark, RunOptions } from "./benchmark.ts";
import { fillFile, startExportOfFile } from "./load/export-of-a-file.ts";
import { makeOrders } from "./load/orders.ts";
import { pushSteadily } from "./load/push.ts";
import { BULK, startSandbox } from "./processes/start-sandbox.ts";
import { ADMIN_TOKEN, type RunningService, startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { round } from "./report/statistics.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const MINUTE_MS = 60_000;
const REQUESTS_PER_MINUTE = 150;
/** Of Klaviyo's bulk endpoint: 1,000 events a request. */
const EVENTS_PER_MINUTE = REQUESTS_PER_MINUTE * 1_000;
/** More than Klaviyo takes in a minute: each makes more than four events. */
const ORDERS_PER_MINUTE = 40_000;
const LIVE_PER_SECOND = 10;
/** Numbers that no order of the file has. */
const FIRST_LIVE_NUMBER = 50_000_000;
const MOST_MEMORY_MB = 250;

/** The share of the quota in whole minutes of the sandbox under Klaviyo's limits, while live orders come in. */
async function exportUnderLimits(engine: Engine, minutes: number, tell: RunOptions["tell"]) {
  return withStorage(engine, async (storage) => {
    const sandbox = await startSandbox({ limits: "real", keep: "counts" });
    const { plugin, pushKey } = await setUpShop(storage, {
      apiKey: sandbox.account,
      privateKey: sandbox.privateKey,
      settings: { historyQuotaReserve: 0 },
    });
    await fillFile(storage, ORDERS_PER_MINUTE * (minutes + 2), tell);
    const service = await startService({ storage, klaviyoUrl: sandbox.url });
    tell(`${engine}: surveying the file`);
    const { readStatus } = await startExportOfFile(service, tell);
    const firstMinute = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
    await sleep(firstMinute - Date.now());
    const before = (await readStatus()).events.sent;
    tell(`exporting under Klaviyo's limits for ${minutes} min, with ${LIVE_PER_SECOND} live orders a second`);
    const live = makeOrders(LIVE_PER_SECOND * 60 * minutes - LIVE_PER_SECOND, FIRST_LIVE_NUMBER);
    await pushSteadily(
      { url: service.url, plugin: plugin.id, pushKey },
      live.map((order) => JSON.stringify(order)),
      LIVE_PER_SECOND,
    );
    await sleep(Math.max(0, firstMinute + minutes * MINUTE_MS - Date.now()));
    const windows = (await sandbox.windows())[sandbox.account]?.[BULK] ?? [];
    const used = windows
      .filter(
        ({ lengthSeconds, startedAt }) =>
          lengthSeconds === 60 && startedAt >= firstMinute && startedAt < firstMinute + minutes * MINUTE_MS,
      )
      .reduce((sum, window) => sum + window.used, 0);
    const sent = (await readStatus()).events.sent - before;
    const figures = {
      eventQuotaShare: round(sent / (EVENTS_PER_MINUTE * minutes), 4),
      requestQuotaShare: round(used / (REQUESTS_PER_MINUTE * minutes), 4),
      eventsPerBulkRequest: round(sent / Math.max(1, used)),
      liveAcceptanceP50Ms: await liveLatencyMs(service, 0.5),
      liveAcceptanceP99Ms: await liveLatencyMs(service, 0.99),
      peakMemoryMb: round(service.peakMemoryMb()),
    };
    await service.stop();
    await sandbox.stop();
    return figures;
  });
}

/** From the commit of a live event to Klaviyo's acceptance: the upper end of the bucket that holds the quantile. */
async function liveLatencyMs({ url }: RunningService, share: number): Promise<number> {
  const answer = await request(`${url}/metrics`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  const text = await answer.body.text();
  const buckets = [...text.matchAll(/^centra_klaviyo_acceptance_latency_seconds_bucket\{([^}]*)\} (\d+)$/gm)].flatMap(
    ([, labels = "", count = ""]) => {
      const upTo = /le="([^"]+)"/.exec(labels)?.[1];
      return upTo === undefined || !labels.includes('lane="live"')
        ? []
        : [{ upTo: Number(upTo.replace("+Inf", "Infinity")), count: Number(count) }];
    },
  );
  const all = Math.max(...buckets.map(({ count }) => count));
  return round((buckets.find(({ count }) => count >= all * share)?.upTo ?? Number.NaN) * 1_000);
}

export const benchmark: Benchmark = {
  name: "export-quota",
  what: "a historical export from a file under Klaviyo's limits: use of the bulk quota, and live latency beside it",
  async run({ isQuick, tell }) {
    const minutes = isQuick ? 1 : 3;
    const sqlite = await exportUnderLimits("sqlite", minutes, tell);
    const postgres = await exportUnderLimits("postgres", minutes, tell);
    return {
      figures: { ...prefixNames("sqlite", sqlite), ...prefixNames("postgres", postgres) },
      baseline: { eventsPerMinute: EVENTS_PER_MINUTE },
      target: `at least 95 % of the bulk quota by events, at most ${MOST_MEMORY_MB} MB`,
      met: [sqlite, postgres].every(
        ({ eventQuotaShare, peakMemoryMb }) => eventQuotaShare >= 0.95 && peakMemoryMb <= MOST_MEMORY_MB,
      ),
      notes: [
        `${minutes} whole minutes of the sandbox, no quota reserved for others, ${LIVE_PER_SECOND} live orders a second pushed meanwhile. Latencies are upper ends of histogram buckets.`,
        "eventQuotaShare: events that were accepted and settled in these minutes, of 1,000 in each of 150 requests a minute.",
        "Service, sandbox and, on PostgreSQL, the server share the machine's cores.",
      ],
    };
  },
};
