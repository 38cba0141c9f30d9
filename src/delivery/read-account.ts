import type { Lane, Outbox, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import { createLaneReader, type LaneReader } from "./lane-reader.ts";
import type { StepSize } from "./step-size.ts";
import { createStrangers } from "./strangers.ts";

/** Stubs of put-off events that were due this long before a whole pass, and not in it, are gone from the outbox. */
const STALE_WAITING_MS = 60_000;

interface AccountReaderOptions extends Pick<Account, "id" | "plugins" | "settler" | "rightOfWay" | "clock" | "logger"> {
  readonly outbox: Outbox;
  readonly stepSize: StepSize;
  readonly isStopped: () => boolean;
  /** After each page. */
  readonly onRead: () => void;
}

/** Reads one lane of an account into the queues of its plugins. What must wait for an earlier event of its customer is put off in the outbox. */
export function readAccount(lane: Lane, options: AccountReaderOptions): LaneReader {
  const { id: accountId, plugins, outbox, settler, stepSize, rightOfWay, clock, logger, isStopped, onRead } = options;
  const strangers = createStrangers({ plugins }, outbox);

  function take(event: PendingEvent): boolean {
    if (lane === "live") stepSize.noteLive(clock.monotonic());
    const driven = plugins.get(event.pluginId);
    if (driven === undefined || driven.state === "paused" || isStopped()) return false;
    const { queue } = driven.lanes[lane];
    const now = clock.now();
    if (queue.isPutOff(event.id, event.profileKey, now)) return false;
    const ofStranger = strangers.deferralOf(event, now);
    if (ofStranger !== null) queue.noteWaiting({ ...ofStranger, profileKey: event.profileKey });
    const deferral = ofStranger ?? queue.add(event, now);
    if (deferral !== null) settler.add({ id: deferral.id, outcome: "deferred", dueAt: deferral.dueAt });
    return true;
  }

  function forgetStale(now: number): void {
    const staleBefore = Math.min(now, clock.now()) - STALE_WAITING_MS;
    for (const { state, lanes } of plugins.values()) {
      if (state === "paused") continue;
      lanes[lane].queue.forgetWaiting(staleBefore);
      if (lanes[lane].strangersUntil < staleBefore) lanes[lane].strangersUntil = Number.NEGATIVE_INFINITY;
    }
  }

  return createLaneReader({
    claim: async (request) => {
      const events = await outbox.claim({ accountId, lane, ...request });
      await strangers.askAbout(events);
      return events;
    },
    nextTurn: lane === "live" ? async () => {} : rightOfWay.wait,
    clock,
    logger,
    take,
    onRead,
    onCaughtUp: forgetStale,
  });
}
