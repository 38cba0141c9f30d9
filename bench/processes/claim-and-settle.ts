/**
 * Claims and settles pages of a backlog that stays as deep as it is, and prints how long that took: a process of its own, so that its
 * memory is that of this work alone. Arguments: path or postgres:// address of the database, rounds, orders that are there already.
 */
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import { createLeases } from "../../src/outbox/leases.ts";
import type { Outbox, PendingEvent } from "../../src/outbox/outbox.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import { acceptBacklog } from "../load/backlog.ts";
import { median, percentile, round } from "../report/statistics.ts";

/** As many as the delivery reads, and settles, at once. */
const PAGE = 500;
const LEASE_MS = 3_600_000;
const PASSES_FROM_START = 20;

async function timed<Result>(times: number[], work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const result = await work();
  times.push(performance.now() - startedAt);
  return result;
}

async function claimAndSettle(database: Database, rounds: number, orders: number) {
  const outbox: Outbox = createOutbox({ database, clock: systemClock });
  const cipher = { encrypt: (text: string) => text, decrypt: (text: string) => text };
  const [plugin] = await createPluginStore({ database, cipher, clock: systemClock }).list();
  const [lease] = await createLeases(database).acquire({ holder: "benchmark", ttlMs: LEASE_MS, limit: 1 });
  if (plugin === undefined || lease === undefined) throw new Error("There is no account to drive.");
  const page = { accountId: lease.accountId, lane: "history", pluginIds: [plugin.id], limit: PAGE } as const;

  const claimMs: number[] = [];
  const settleMs: number[] = [];
  let last: PendingEvent | null = null;
  for (let done = 0; done < rounds; done++) {
    const after: PendingEvent | null = last;
    const events: PendingEvent[] = await timed(claimMs, () => outbox.claim({ ...page, now: Date.now(), after }));
    last = events.at(-1) ?? null;
    const settlements = events.map(({ id }) => ({ id, outcome: "delivered", at: Date.now(), attempts: 1 }) as const);
    await timed(settleMs, () => outbox.settle(lease, settlements));
    await acceptBacklog(database, plugin, { lane: "history", events: events.length, skipOrders: orders + done * PAGE });
  }
  const fromStartMs: number[] = [];
  for (let pass = 0; pass < PASSES_FROM_START; pass++) {
    await timed(fromStartMs, () => outbox.claim({ ...page, now: Date.now(), after: null }));
  }
  await createLeases(database).release([lease]);
  return {
    claimMs: round(median(claimMs), 2),
    claimP99Ms: round(percentile(claimMs, 0.99), 2),
    settleMs: round(median(settleMs), 2),
    settleP99Ms: round(percentile(settleMs, 0.99), 2),
    claimFromStartMs: round(median(fromStartMs), 2),
  };
}

const [address = "", rounds, orders] = process.argv.slice(2);
const database = await openDatabase({
  location: address.startsWith("postgres") ? { url: address } : { path: address },
  clock: systemClock,
  logger: pino({ level: "silent" }),
});
const figures = await claimAndSettle(database, Number(rounds), Number(orders));
await database.close();
const peakMemoryMb = round(process.resourceUsage().maxRSS / 1_024);
process.stdout.write(`result ${JSON.stringify({ ...figures, peakMemoryMb })}\n`);
