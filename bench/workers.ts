import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { systemClock } from "../src/clock.ts";
import type { Database } from "../src/database/database.ts";
import { createOutbox } from "../src/outbox/create-outbox.ts";
import type { StorePlugin } from "../src/plugins/plugin.ts";
import type { Benchmark, Figures, RunOptions } from "./benchmark.ts";
import { keyOfAccount, nameAccount } from "./load/accounts.ts";
import { makeAcceptances } from "./load/backlog.ts";
import { fillBacklog } from "./load/fill-backlog.ts";
import { type RunningProcess, startProcess } from "./processes/start-process.ts";
import { lookInto, type SandboxView } from "./processes/start-sandbox.ts";
import { startWorkerProcess } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { perSecond, round } from "./report/statistics.ts";
import { until } from "./report/until.ts";
import { type BenchStorage, withStorage } from "./storage/bench-storage.ts";
import { openPlugins } from "./storage/set-up-shop.ts";

const ACCOUNTS = 20;
const ENOUGH = 0.95;
const TAKE_OVER_LIMIT_MS = 15_000;
const LIVE_EVERY_MS = 100;
/** The last accounts end at different times; what is left then says nothing. */
const MEASURED_SHARE = 0.9;
const LIMIT_MS = 600_000;

/** A worker, and the sandbox that it alone talks to: what an account's events reached tells who drove it. */
interface Employed {
  readonly process: RunningProcess;
  readonly klaviyo: SandboxView;
}

type Progress = ReadonlyMap<string, number>;

/** Accepted events of each account, of one worker. */
async function progressOf({ klaviyo }: Employed): Promise<Progress> {
  const { accounts } = await klaviyo.state();
  return new Map(Object.entries(accounts).map(([id, { accepted }]) => [id, accepted]));
}

async function totalProgress(workers: readonly Employed[]): Promise<Progress> {
  const total = new Map<string, number>();
  for (const progress of await Promise.all(workers.map(progressOf))) {
    for (const [id, accepted] of progress) total.set(id, (total.get(id) ?? 0) + accepted);
  }
  return total;
}

const sum = (progress: Progress) => [...progress.values()].reduce((total, accepted) => total + accepted, 0);

async function measure(storage: BenchStorage, count: number, eventsPerAccount: number, tell: RunOptions["tell"]) {
  const sandboxes = await startProcess({
    command: ["bench/processes/sandboxes.ts", String(count), String(ACCOUNTS)],
    readyWhen: /^(\{"urls":.*)$/,
  });
  const { urls } = z.object({ urls: z.array(z.string()) }).parse(JSON.parse(sandboxes.ready));
  return storage.use(async (database) => {
    tell(`${count} workers: filling ${ACCOUNTS} accounts with ${eventsPerAccount} events each`);
    const plugins = await addPlugins(database, storage);
    for (const plugin of plugins) await fillBacklog(database, plugin, { lane: "history", events: eventsPerAccount });
    await storage.tidy();
    const workers = await Promise.all(
      urls.map(async (url) => ({
        process: await startWorkerProcess({ storage, klaviyoUrl: url }),
        klaviyo: lookInto(url),
      })),
    );
    await until("all workers there", async () => ((await countWorkers(database)) === count ? true : null));
    tell(`${count} workers: delivering`);
    await activate(database, storage, plugins);

    const events = ACCOUNTS * eventsPerAccount;
    const reached = (share: number) =>
      until(
        `${share} of ${events} events accepted`,
        async () => {
          const accepted = sum(await totalProgress(workers));
          return accepted > events * share ? { accepted, at: performance.now() } : null;
        },
        { everyMs: 50, limitMs: LIMIT_MS },
      );
    const start = await reached(0);
    const end = await reached(MEASURED_SHARE);
    const accepted = await until("everything accepted", async () => {
      const total = sum(await totalProgress(workers));
      return total >= events ? total : null;
    });
    const accountsOf = await Promise.all(
      workers.map(async (worker) => [...(await progressOf(worker))].filter(([, reached]) => reached > 0).length),
    );
    const figures: Record<string, number> = {
      eventsPerSecond: perSecond(end.accepted - start.accepted, end.at - start.at),
      sentTwice: accepted - events,
      withoutAnswer: await countWithoutAnswer(database),
      drivenTwice: await countDrivenTwice(workers),
      mostAccountsOfAWorker: Math.max(...accountsOf),
      peakMemoryMb: round(Math.max(...workers.map(({ process }) => process.peakMemoryMb()))),
    };
    if (count === 2) {
      tell("killing one of two workers");
      figures.takeOverMs = await measureTakeOver(database, plugins, workers);
    }
    for (const worker of workers) await worker.process.kill();
    await sandboxes.stop();
    return figures;
  });
}

/** Stored as inactive, so that nothing is driven yet; answered as active, so that nothing is skipped. */
async function addPlugins(database: Database, storage: BenchStorage): Promise<StorePlugin[]> {
  const store = openPlugins(database, storage);
  const added: StorePlugin[] = [];
  for (let index = 0; index < ACCOUNTS; index++) {
    const id = nameAccount(index);
    const plugin = await store.create({
      ...{ id: id.toLowerCase(), name: id, apiKey: id, privateKey: keyOfAccount(index), status: "inactive" },
      settings: { baseCurrency: "SEK" },
    });
    added.push({ ...plugin, status: "active" });
  }
  return added;
}

/** All at once: one statement for all of them, and an announcement, so that all workers look at the same time. */
async function activate(database: Database, storage: BenchStorage, [first]: readonly StorePlugin[]): Promise<void> {
  await database.kysely.updateTable("plugins").set({ status: "active" }).execute();
  if (first !== undefined) await openPlugins(database, storage).update(first.id, first.version, {});
}

/** Attempts of events whose request got no whole answer: nobody knows whether Klaviyo has them, so they must be sent again. */
async function countWithoutAnswer({ kysely }: Database): Promise<number> {
  const attempts = await kysely.selectFrom("outbox_attempts").select("event_id").where("status", "is", null).execute();
  return attempts.length;
}

async function countWorkers(database: Database): Promise<number> {
  const there = await database.kysely.selectFrom("workers").select("holder").execute();
  return there.length;
}

/** Accounts of which more than one worker sent events within one second. */
async function countDrivenTwice(workers: readonly Employed[]): Promise<number> {
  const seconds = new Map<string, number>();
  for (const { klaviyo } of workers) {
    const used = new Set<string>();
    for (const [account, endpoints] of Object.entries(await klaviyo.windows())) {
      for (const window of Object.values(endpoints).flat()) {
        if (window.lengthSeconds === 1 && window.used > 0) used.add(`${account} ${window.startedAt}`);
      }
    }
    for (const second of used) seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  const twice = [...seconds].filter(([, drivers]) => drivers > 1).map(([second]) => second.split(" ")[0]);
  return new Set(twice).size;
}

/** From the SIGKILL of one worker until live events of the last of its accounts reach Klaviyo through the other one, milliseconds. */
async function measureTakeOver(
  database: Database,
  plugins: readonly StorePlugin[],
  [killed, survivor]: readonly Employed[],
): Promise<number> {
  if (killed === undefined || survivor === undefined) throw new Error("It takes two workers.");
  const outbox = createOutbox({ database, clock: systemClock });
  const orphans = [...(await progressOf(killed))].filter(([, accepted]) => accepted > 0).map(([id]) => id);
  const before = await progressOf(survivor);
  let isOver = false;
  const trickle = (async () => {
    for (let order = 50_000_000; !isOver; order++) {
      const made = plugins.flatMap((plugin) => [
        ...makeAcceptances(plugin, { lane: "live", events: 1, skipOrders: order }),
      ]);
      await outbox.accept(made);
      await sleep(LIVE_EVERY_MS);
    }
  })();
  await sleep(1_000);
  await killed.process.kill();
  const killedAt = performance.now();
  await until(
    "all accounts taken over",
    async () => {
      const now = await progressOf(survivor);
      return orphans.every((id) => (now.get(id) ?? 0) > (before.get(id) ?? 0)) ? true : null;
    },
    { everyMs: 50, limitMs: 60_000 },
  );
  const takeOverMs = performance.now() - killedAt;
  isOver = true;
  await trickle;
  return round(takeOverMs);
}

export const benchmark: Benchmark = {
  name: "workers",
  what: "events/s of 1, 2 and 4 worker processes on one PostgreSQL with 20 accounts, who drives what, and the take-over after a kill",
  async run({ isQuick, tell }) {
    const eventsPerAccount = isQuick ? 4_000 : 20_000;
    const measured = new Map<number, Figures>();
    await withStorage("postgres", async (storage) => {
      for (const count of [1, 2, 4]) {
        const fresh = await storage.another();
        measured.set(count, await measure(fresh, count, eventsPerAccount, tell));
        await fresh.remove();
      }
    });
    const rateOf = (count: number) => measured.get(count)?.eventsPerSecond ?? 0;
    const isShared = [...measured.values()].every(
      ({ sentTwice = 0, withoutAnswer = 0, drivenTwice }) => sentTwice <= withoutAnswer && drivenTwice === 0,
    );
    const takeOverMs = measured.get(2)?.takeOverMs ?? Number.POSITIVE_INFINITY;
    const figures = Object.assign({}, ...[...measured].map(([count, each]) => prefixNames(`workers${count}`, each)));
    return {
      figures,
      baseline: { oneWorkerEventsPerSecond: rateOf(1) },
      target: `no account driven twice, nothing sent twice that was answered; throughput of 2 and 4 workers at least ${ENOUGH} of that of one; take-over within 15 s`,
      met: isShared && Math.min(rateOf(2), rateOf(4)) >= rateOf(1) * ENOUGH && takeOverMs <= TAKE_OVER_LIMIT_MS,
      notes: [
        `${eventsPerAccount} history events an account, no limits. Each worker has a sandbox of its own, so that it shows who sent what; all of them are in one process.`,
        "sentTwice: events that the sandbox accepted more than once. withoutAnswer: events of requests that got no whole answer within the time-out of 20 s, as an overloaded machine lets happen; they are sent again, and Klaviyo keeps the first.",
        "drivenTwice: accounts of which two workers sent events within the same second. Workers, sandboxes and PostgreSQL share the machine's cores.",
      ],
    };
  },
};
