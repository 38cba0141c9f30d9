import type { Lane, PendingEvent } from "../outbox/outbox.ts";
import type { PluginAlarm, StorePlugin } from "../plugins/plugin.ts";
import type { BulkBatch } from "./bulk-batch.ts";
import { type CustomerQueue, createCustomerQueue } from "./customer-queue.ts";

export interface PluginLane {
  readonly queue: CustomerQueue;
  /** Parts of bulk requests that were refused and divided. */
  readonly splits: BulkBatch[];
  /** Until then events may be due that were put off before it was driven here, and of which the queue does not know. Wall clock. */
  strangersUntil: number;
}

/**
 * A plugin of a driven account:
 *
 *     active ──(401, 403, 410 …: alarm)──► paused ──(a minute)──► probing ──(refused again)──► paused
 *       ▲                                    │                      │
 *       └────(key mended, alarm ended)───────┘◄─────────────────────┘ (any other answer: alarm cleared)
 *
 * paused: nothing of it is read or sent; its events stay pending as they are. probing: one request at a time, of one event.
 */
export interface DrivenPlugin {
  readonly id: string;
  /** As the store last told it. */
  plugin: StorePlugin;
  privateKey: string;
  state: "active" | "paused" | "probing";
  /** When a paused one is probed, monotonic milliseconds. */
  probeAt: number;
  /** What the store is to say of it. */
  alarm: PluginAlarm | null;
  /** The alarm is in the store, so that its absence there means that somebody ended it. */
  isAlarmStored: boolean;
  isStoringAlarm: boolean;
  /** When the store was last told of the alarm, or of its end; what was read of the plugin before says nothing about it. Monotonic. */
  alarmToldAt: number;
  requestsInFlight: number;
  readonly lanes: Readonly<Record<Lane, PluginLane>>;
}

/** `before`: as it was driven until a moment ago; what is still under way of it, and put off, keeps its customers' order. */
export function createDrivenPlugin(plugin: StorePlugin, privateKey: string, before?: DrivenPlugin): DrivenPlugin {
  const lane = (): PluginLane => ({
    queue: createCustomerQueue(),
    splits: [],
    strangersUntil: Number.NEGATIVE_INFINITY,
  });
  const kept = before ?? {
    ...{ id: plugin.id, isStoringAlarm: false, requestsInFlight: 0 },
    lanes: { live: lane(), history: lane() },
  };
  return Object.assign(kept, {
    plugin,
    privateKey,
    state: plugin.alarm === null ? ("active" as const) : ("paused" as const),
    probeAt: Number.NEGATIVE_INFINITY,
    alarm: plugin.alarm,
    isAlarmStored: plugin.alarm !== null,
    alarmToldAt: Number.NEGATIVE_INFINITY,
  });
}

export function quotaReserve({ plugin }: DrivenPlugin, lane: Lane): number {
  return lane === "live" ? plugin.settings.liveQuotaReserve : plugin.settings.historyQuotaReserve;
}

/** Whether a request of the plugin may start, as far as its own state goes. */
export function maySend(driven: DrivenPlugin): boolean {
  return driven.state === "active" || (driven.state === "probing" && driven.requestsInFlight === 0);
}

/** Events in memory that are not being sent. */
export function countUnsent(plugins: Iterable<DrivenPlugin>, lane: Lane): number {
  let unsent = 0;
  for (const { lanes } of plugins) unsent += lanes[lane].queue.size;
  return unsent;
}

/** Empties the memory of what is not being sent; answers what was removed. */
export function dropUnsent({ queue, splits }: PluginLane): PendingEvent[] {
  const dropped = queue.clear();
  for (const batch of splits.splice(0)) {
    for (const event of batch.flat()) {
      queue.finish(event);
      dropped.push(event);
    }
  }
  return dropped;
}
