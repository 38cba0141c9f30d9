import { BULK_MAX_EVENTS } from "../klaviyo/bulk-create-events.ts";
import type { Lane } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import { bulkDueAt, liveSpills, nextPlugin, nextSplit, sendsOneOnly, takeBatch } from "./choose-requests.ts";
import { countUnsent, type DrivenPlugin, quotaReserve } from "./driven-plugin.ts";
import { READ_BELOW } from "./read-lanes.ts";
import { sendBulk, sendSingle } from "./send-requests.ts";

/**
 * Starts every request that may start now: live events one by one; then in bulk, first the parts of divided requests, then live events
 * beyond what the single endpoint takes, then history.
 */
export function startRequests(account: Account, now: number, track: (request: Promise<void>) => void): void {
  startSingles(account, now, track);
  startBulk(account, now, "live", track);
  startBulk(account, now, "history", track);
}

function startSingles(account: Account, now: number, track: (request: Promise<void>) => void): void {
  for (;;) {
    const driven = nextPlugin(account, "live");
    if (driven === null || !account.single.hasRoom(now, quotaReserve(driven, "live"))) return;
    const event = driven.lanes.live.queue.take();
    if (event === null) return;
    track(sendSingle(account, driven, "live", event));
  }
}

function startBulk(account: Account, now: number, lane: Lane, track: (request: Promise<void>) => void): void {
  for (;;) {
    const split = nextSplit(account, lane);
    if (split !== null) {
      if (!account.bulk.hasRoom(now, quotaReserve(split.driven, lane))) return;
      split.driven.lanes[lane].splits.shift();
      track(sendBulk(account, split.driven, lane, split.batch));
      continue;
    }
    if (lane === "live" && !liveSpills(account, now)) return;
    const driven = nextPlugin(account, lane, (candidate) => isWorthARequest(account, candidate, lane, now));
    if (driven === null || !account.bulk.hasRoom(now, quotaReserve(driven, lane))) return;
    const batch = takeBatch(driven, lane, sendsOneOnly(account, driven) ? 1 : BULK_MAX_EVENTS);
    if (batch === null) return;
    track(sendBulk(account, driven, lane, batch));
  }
}

/** While a full request can be had, none is spent on less; history, and what is not full, is spread over the minute. */
function isWorthARequest(account: Account, driven: DrivenPlugin, lane: Lane, now: number): boolean {
  const isFull = driven.lanes[lane].queue.size >= BULK_MAX_EVENTS;
  if (!isFull && lane === "history" && isMoreHistoryToCome(account)) return false;
  return bulkDueAt(account, driven, lane, now) <= now;
}

/** It is being read; or will be, when requests that are under way have made room in memory. */
function isMoreHistoryToCome({ readers: { history }, plugins }: Account): boolean {
  if (history.isReading) return true;
  const unsent = countUnsent(plugins.values(), "history");
  return !history.isCaughtUp && unsent < READ_BELOW && unsent < history.known;
}
