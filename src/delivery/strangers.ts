import type { Outbox, PendingEvent } from "../outbox/outbox.ts";
import { type Account, LOOK_AGAIN_MS } from "./account.ts";
import type { Deferral } from "./customer-queue.ts";

/**
 * Events that were put off by an earlier holder of the account, and that are too many to be known: they may happen to come before what
 * is read now. As long as there can be any, the outbox is asked of each page that was read, so that nobody is overtaken.
 */
export interface Strangers {
  /** Before events that were just read are taken in. */
  askAbout(events: readonly PendingEvent[]): Promise<void>;
  /** Until when the event has to wait for one that is not known; null when there is none. */
  deferralOf(event: PendingEvent, now: number): Deferral | null;
}

export function createStrangers(account: Pick<Account, "plugins">, outbox: Pick<Outbox, "waitingBefore">): Strangers {
  let waitingBefore: ReadonlyMap<number, number> = new Map();
  return {
    async askAbout(events) {
      const open = events.filter(({ pluginId, lane }) => {
        const driven = account.plugins.get(pluginId);
        return driven !== undefined && driven.lanes[lane].strangersUntil > Number.NEGATIVE_INFINITY;
      });
      waitingBefore = open.length === 0 ? new Map() : await outbox.waitingBefore(open);
    },
    deferralOf({ id, dueAt }, now) {
      const until = waitingBefore.get(id);
      // What is due earlier was read earlier, and is known by now.
      return until === undefined || until <= dueAt ? null : { id, dueAt: Math.max(until + 1, now + LOOK_AGAIN_MS) };
    },
  };
}
