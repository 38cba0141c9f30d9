import type { Lane, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import { BULK_LIMITS, type BulkBatch, buildBatch } from "./bulk-batch.ts";
import { type DrivenPlugin, maySend, quotaReserve } from "./driven-plugin.ts";

/** The plugin whose next event has waited longest among those that may send in the lane. */
export function nextPlugin(account: Account, lane: Lane): DrivenPlugin | null {
  let next: DrivenPlugin | null = null;
  let nextHead: { readonly dueAt: number; readonly id: number } | null = null;
  for (const driven of account.plugins.values()) {
    if (!maySend(driven)) continue;
    const head = driven.lanes[lane].queue.head();
    if (head === null) continue;
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

/** The parts of divided requests come before anything new. */
export function nextSplit(
  account: Account,
  lane: Lane,
): { readonly driven: DrivenPlugin; readonly batch: BulkBatch } | null {
  for (const driven of account.plugins.values()) {
    const [batch] = driven.lanes[lane].splits;
    if (batch !== undefined && maySend(driven)) return { driven, batch };
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
