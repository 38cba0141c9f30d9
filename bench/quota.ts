import { setTimeout as sleep } from "node:timers/promises";
import type { Benchmark } from "./benchmark.ts";
import { fillBacklog } from "./load/fill-backlog.ts";
import { BULK, type SandboxState, SINGLE, startSandbox } from "./processes/start-sandbox.ts";
import { startService } from "./processes/start-service.ts";
import { round } from "./report/statistics.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { countStates } from "./storage/outcome.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

const MINUTE_MS = 60_000;
/** The service starts this long after a minute of the sandbox began. */
const HEAD_START_MS = 500;
/** Klaviyo, revision 2026-07-15: requests per minute. */
const QUOTA = { [SINGLE]: 3_500, [BULK]: 150 } as const;

export const benchmark: Benchmark = {
  name: "quota",
  what: "use of both endpoints' quotas over three whole minutes under the real limits, from the start of the process, with a backlog of a million",
  async run({ isQuick, tell }) {
    const minutes = isQuick ? 1 : 3;
    const live = isQuick ? 160_000 : 600_000;
    const history = isQuick ? 10_000 : 400_000;
    return withStorage("sqlite", async (storage) => {
      const sandbox = await startSandbox({ limits: "real", keep: "counts" });
      const { plugin } = await setUpShop(storage, { apiKey: sandbox.account, privateKey: sandbox.privateKey });
      tell(`filling the backlog with ${live} live and ${history} history events`);
      await storage.use(async (database) => {
        await fillBacklog(database, plugin, { lane: "live", events: live });
        await fillBacklog(database, plugin, { lane: "history", events: history, skipOrders: live });
      });

      const firstMinute = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
      await sleep(firstMinute + HEAD_START_MS - Date.now());
      tell(`delivering for ${minutes} min`);
      const service = await startService({ storage, klaviyoUrl: sandbox.url });
      await sleep(firstMinute + minutes * MINUTE_MS - Date.now());
      const windows = (await sandbox.windows())[sandbox.account] ?? {};
      const peakMemoryMb = round(service.peakMemoryMb());
      await service.stop();
      const state = await sandbox.state();
      await sandbox.stop();

      const shareOf = (endpoint: keyof typeof QUOTA) => {
        const used = (windows[endpoint] ?? [])
          .filter(
            ({ lengthSeconds, startedAt }) => lengthSeconds === 60 && startedAt < firstMinute + minutes * MINUTE_MS,
          )
          .reduce((sum, window) => sum + window.used, 0);
        return round(used / (QUOTA[endpoint] * minutes), 4);
      };
      const counted = await countStates(storage);
      const received = state.accounts[sandbox.account];
      const recorded = received?.recorded ?? 0;
      const answers = answersOf(state);
      const figures = {
        singleQuotaShare: shareOf(SINGLE),
        bulkQuotaShare: shareOf(BULK),
        share429: round((answers["429"] ?? 0) / Math.max(1, sum(Object.values(answers))), 5),
        answers202: answers["202"] ?? 0,
        answers429: answers["429"] ?? 0,
        delivered: counted.delivered,
        recorded,
        sentTwice: received?.dropped.duplicate ?? 0,
        dead: counted.dead,
        lost:
          live +
          history -
          counted.delivered -
          counted.pending -
          counted.dead +
          Math.max(0, counted.delivered - recorded),
        peakMemoryMb,
      };
      return {
        figures,
        baseline: { singlePerMinute: QUOTA[SINGLE], bulkPerMinute: QUOTA[BULK] },
        target: "at least 98 % of each quota, at most 0.5 % of answers 429, none lost",
        met:
          figures.singleQuotaShare >= 0.98 &&
          figures.bulkQuotaShare >= 0.98 &&
          figures.share429 <= 0.005 &&
          figures.lost === 0 &&
          figures.dead === 0,
        notes: [
          `${minutes} of the sandbox's own minutes, the service being started ${HEAD_START_MS} ms after the first began; ${live} live and ${history} history events, on SQLite.`,
          "lost: events that are neither pending nor dead nor recorded by the sandbox after the service was stopped.",
        ],
      };
    });
  },
};

function answersOf({ requests }: SandboxState): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const byStatus of Object.values(requests)) {
    for (const [status, count] of Object.entries(byStatus)) answers[status] = (answers[status] ?? 0) + count;
  }
  return answers;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
