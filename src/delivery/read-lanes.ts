import type { Lane } from "../outbox/outbox.ts";
import { type Account, LANES, LOOK_AGAIN_MS } from "./account.ts";
import { countUnsent } from "./driven-plugin.ts";
import type { StepSize } from "./step-size.ts";

/** Live events that are read at once. */
const PAGE = 500;
/** A lane is read when fewer than this are ready: what a bulk request takes, and the next page on top. */
export const READ_BELOW = 1_000;
/** Of the events in memory; however many of history are under way, live ones find room. */
const ROOM_FOR_LIVE = 1_500;

/** When which lane of an account is read, and how much at once. An endpoint that cannot send reads nothing. Monotonic milliseconds. */
export interface LaneReading {
  /** When the lanes are read from their beginning again. */
  readonly nextRescanAt: number;
  /** There are new events; nobody says in which lane. */
  noteNews(): void;
  /** Reads what is missing in memory. */
  readMore(now: number): void;
}

export function createLaneReading(options: {
  readonly account: Account;
  readonly stepSize: StepSize;
  readonly maxEventsInMemory: () => number;
  /** Look again then. */
  readonly ringAt: (at: number) => void;
}): LaneReading {
  const { account, stepSize, maxEventsInMemory, ringAt } = options;
  const { clock, settings, single, bulk, readers, plugins } = account;
  let hasNews = false;
  const lookedForDueAt: Record<Lane, number> = { live: Number.NEGATIVE_INFINITY, history: Number.NEGATIVE_INFINITY };
  let historyExpectedAt = Number.NEGATIVE_INFINITY;
  let nextRescanAt = clock.monotonic() + settings.rescanEveryMs;

  function rescanWhenDue(now: number): void {
    if (now < nextRescanAt) return;
    nextRescanAt = now + settings.rescanEveryMs;
    for (const lane of LANES) readers[lane].rescan();
  }

  /** A busy live lane must not make the history lane read all the time. */
  function expectHistory(now: number): void {
    if (!hasNews) return;
    if (now - historyExpectedAt < LOOK_AGAIN_MS) {
      ringAt(historyExpectedAt + LOOK_AGAIN_MS);
      return;
    }
    hasNews = false;
    historyExpectedAt = now;
    readers.history.expectMore();
  }

  return {
    get nextRescanAt() {
      return nextRescanAt;
    },
    noteNews() {
      hasNews = true;
      readers.live.expectMore();
    },
    readMore(now) {
      rescanWhenDue(now);
      expectHistory(now);
      const readable = [...plugins.values()].filter(({ state }) => state !== "paused");
      const pluginIds = readable.map(({ id }) => id);
      if (pluginIds.length === 0) return;
      const wallClock = clock.now();
      const inMemory = readers.live.known + readers.history.known;
      for (const lane of LANES) {
        const queues = readable.map(({ lanes }) => lanes[lane].queue);
        const isDue = queues.some((queue) => (queue.nextWaitingAt() ?? Number.POSITIVE_INFINITY) <= wallClock);
        if (isDue && now - lookedForDueAt[lane] >= LOOK_AGAIN_MS) {
          lookedForDueAt[lane] = now;
          readers[lane].expectMore();
        }
        const canSend = bulk.hasRoom(now, 0) || (lane === "live" && single.hasRoom(now, 0));
        const room = maxEventsInMemory() - (lane === "history" ? ROOM_FOR_LIVE : 0);
        const isFull = countUnsent(readable, lane) >= READ_BELOW || inMemory >= room;
        if (canSend && !isFull)
          readers[lane].read(
            pluginIds,
            lane === "live" ? PAGE : stepSize.at(now, countUnsent(plugins.values(), "live")),
          );
      }
    },
  };
}
