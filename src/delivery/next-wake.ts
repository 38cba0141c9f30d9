import { type Account, LANES, LOOK_AGAIN_MS } from "./account.ts";
import { bulkDueAt, liveSpills } from "./choose-requests.ts";
import { quotaReserve } from "./driven-plugin.ts";

/** When, on the monotonic clock, something can be done that cannot be done now, without anything else happening first. */
export function nextWakeAt(account: Account, now: number, nextRescanAt: number): number {
  const { clock, single, bulk, plugins } = account;
  const wallClock = clock.now();
  let wakeAt = nextRescanAt;
  const consider = (waitMs: number, atLeastMs: number) => {
    wakeAt = Math.min(wakeAt, now + Math.max(atLeastMs, waitMs));
  };
  for (const driven of plugins.values()) {
    // When it is known again, that is told.
    if (!account.isPluginKnown(driven.id)) continue;
    if (driven.state === "paused") {
      consider(driven.probeAt - now, 5);
      continue;
    }
    for (const lane of LANES) {
      const { queue, splits } = driven.lanes[lane];
      const reserve = quotaReserve(driven, lane);
      const waitingAt = queue.nextWaitingAt();
      if (waitingAt !== null) consider(waitingAt - wallClock, waitingAt > wallClock ? 5 : LOOK_AGAIN_MS);
      const reader = account.readers[lane];
      const isReady = queue.head() !== null;
      const mustRead = !reader.isCaughtUp && !reader.isReading;
      if (lane === "live" && (isReady || mustRead)) consider(single.waitMs(now, reserve), isReady ? 1 : 50);
      if (splits.length > 0 || mustRead || (isReady && (lane === "history" || liveSpills(account, now)))) {
        const paceLeftMs = bulkDueAt(account, driven, lane, now) - now;
        consider(Math.max(bulk.waitMs(now, reserve), splits.length > 0 ? 0 : paceLeftMs), mustRead ? 50 : 5);
      }
    }
  }
  return wakeAt;
}
