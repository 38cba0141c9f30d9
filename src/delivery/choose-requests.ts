import type { Lane, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import { BULK_LIMITS, type BulkBatch, buildBatch } from "./bulk-batch.ts";
import { type DrivenPlugin, maySend, quotaReserve } from "./driven-plugin.ts";

/** The plugin whose next event has waited longest among those that may send in the lane, and that pass the test. */
export function nextPlugin(
  account: Account,
  lane: Lane,
  test: (driven: DrivenPlugin) => boolean = () => true,
): DrivenPlugin | null {
  let next: DrivenPlugin | null = null;
  let nextHead: { readonly dueAt: number; readonly id: number } | null = null;
  for (const driven of account.plugins.values()) {
    if (!maySend(driven) || !account.isPluginKnown(driven.id)) continue;
    const head = driven.lanes[lane].queue.head();
    if (head === null || !test(driven)) continue;
    if (nextHead === null || head.dueAt < nextHead.dueAt || (head.dueAt === nextHead.dueAt && head.id < nextHead.id)) {
      next = driven;
      nextHead = head;
    }
  }
  return next;
}

/** Whether the live events in memory are more than the single endpoint takes in the next seconds. */
export function liveSpills(account: Account, now: number): boolean {
  const { single, settings, readers } = account;
  let events = 0;
  let capacity = Number.POSITIVE_INFINITY;
  for (const driven of account.plugins.values()) {
    const { size } = driven.lanes.live.queue;
    if (size === 0) continue;
    events += size;
    capacity = Math.min(capacity, single.clearsWithin(now, settings.spillAfterMs, quotaReserve(driven, "live")));
  }
  if (events === 0) return false;
  return events > capacity || (!readers.live.isCaughtUp && events >= capacity);
}

/** Of the time that is left of a minute, the part over which history spreads its requests; the rest makes up for what was late. */
const HISTORY_SPREAD = 0.8;

/**
 * When the next bulk request may start, as far as pace goes (monotonic milliseconds). A burst of history keeps the process and the
 * database busy for seconds, which live events would feel; so it takes its quota evenly, and full. Full requests of live events never wait.
 */
export function bulkDueAt(
  { bulk, clock, settings }: Pick<Account, "bulk" | "clock" | "settings">,
  driven: DrivenPlugin,
  lane: Lane,
  now: number,
): number {
  const { queue } = driven.lanes[lane];
  const isFull = queue.size >= BULK_LIMITS.maxEvents;
  if (isFull && lane === "live") return now;
  const paceMs = bulk.windows.paceMs(now, quotaReserve(driven, lane));
  const pacedAt = bulk.lastSentAt + paceMs * (isFull ? HISTORY_SPREAD : 1);
  if (isFull || lane === "live" || sendsOneOnly({ bulk }, driven)) return pacedAt;
  const waitedMs = Math.max(0, clock.now() - (queue.head()?.dueAt ?? 0));
  return Math.max(pacedAt, now + settings.gatherHistoryMs - waitedMs);
}

/** While it is open whether Klaviyo answers, one event is enough to learn it. */
export function sendsOneOnly({ bulk }: Pick<Account, "bulk">, { state }: DrivenPlugin): boolean {
  return state === "probing" || bulk.circuit.isDoubtful;
}

/** The parts of divided requests come before anything new. */
export function nextSplit(
  account: Account,
  lane: Lane,
): { readonly driven: DrivenPlugin; readonly batch: BulkBatch } | null {
  for (const driven of account.plugins.values()) {
    const [batch] = driven.lanes[lane].splits;
    if (batch !== undefined && maySend(driven) && account.isPluginKnown(driven.id)) return { driven, batch };
  }
  return null;
}

/** Fills one bulk request from a plugin's lane; null when nothing is ready. */
export function takeBatch(driven: DrivenPlugin, lane: Lane, maxEvents: number): BulkBatch | null {
  const { queue } = driven.lanes[lane];
  const builder = buildBatch({ ...BULK_LIMITS, maxEvents });
  const leftOver: PendingEvent[] = [];
  while (!builder.isFull) {
    const run = queue.takeRun(maxEvents - builder.events);
    if (run.length === 0) break;
    leftOver.push(...builder.addRun(run));
  }
  // They were ready a moment ago, so nothing of their customers is put off.
  for (const event of leftOver) queue.putBack(event);
  return builder.events === 0 ? null : builder.build();
}
