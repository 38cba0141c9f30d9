import type { Change, ChangeType } from "../instance/instance.ts";

/** `on`: as documented. `refused`: queries of it get an error. `silent`: it answers, and never has an event. */
export type EventSystem = "on" | "refused" | "silent";

export interface QueuedEvent extends Change {
  readonly id: number;
}

export interface Listener {
  readonly objectType: string;
  /** Null: all. */
  changeTypes: ReadonlySet<string> | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface ListenerInput {
  readonly objectType: string;
  readonly changeTypes?: readonly string[] | null;
}

interface Queue {
  readonly listeners: Map<string, Listener>;
  /** Unconfirmed, oldest first. */
  readonly events: Map<number, QueuedEvent>;
  confirmed: number;
}

/**
 * "One queue per integration name, shared by all its tokens." An event returns until it is confirmed; there is no lease and no expiry.
 * Only what changes after a listener was set is queued.
 */
export interface EventQueues {
  push(change: Change): void;
  setListeners(integration: string, inputs: readonly ListenerInput[], nowMs: number): void;
  /** Also drops the queued events of what is no longer listened to. */
  unsetListeners(integration: string, inputs: readonly ListenerInput[], nowMs: number): void;
  listeners(integration: string): readonly Listener[];
  /** The oldest unconfirmed that match. */
  unconfirmed(integration: string, matches: (event: QueuedEvent) => boolean, limit: number): QueuedEvent[];
  /** Answers the ids that were not in the queue. */
  confirm(integration: string, ids: readonly number[]): number[];
  counts(): Readonly<Record<string, { readonly unconfirmed: number; readonly confirmed: number }>>;
}

const ALL_CHANGE_TYPES: readonly ChangeType[] = [
  "CREATED",
  "UPDATED",
  "DELETED",
  "COMPLETED",
  "DEPENDENT_DATA_CHANGED",
];

export function createEventQueues(): EventQueues {
  const queues = new Map<string, Queue>();
  let lastId = 100;

  function queueOf(integration: string): Queue {
    const known = queues.get(integration);
    if (known !== undefined) return known;
    const queue: Queue = { listeners: new Map(), events: new Map(), confirmed: 0 };
    queues.set(integration, queue);
    return queue;
  }

  return {
    push(change) {
      for (const queue of queues.values()) {
        const listener = queue.listeners.get(change.objectType);
        if (listener === undefined || !(listener.changeTypes?.has(change.changeType) ?? true)) continue;
        lastId += 1;
        queue.events.set(lastId, { ...change, id: lastId });
      }
    },
    setListeners(integration, inputs, nowMs) {
      const { listeners } = queueOf(integration);
      for (const { objectType, changeTypes } of inputs) {
        const known = listeners.get(objectType);
        const given = changeTypes == null ? null : new Set(changeTypes);
        if (known === undefined) {
          listeners.set(objectType, { objectType, changeTypes: given, createdAt: nowMs, updatedAt: nowMs });
        } else {
          known.changeTypes =
            given === null || known.changeTypes === null ? null : new Set([...known.changeTypes, ...given]);
          known.updatedAt = nowMs;
        }
      }
    },
    unsetListeners(integration, inputs, nowMs) {
      const { listeners, events } = queueOf(integration);
      for (const { objectType, changeTypes } of inputs) {
        const known = listeners.get(objectType);
        if (known === undefined) continue;
        const gone = new Set<string>(changeTypes ?? ALL_CHANGE_TYPES);
        const left = new Set(changeTypesOf(known).filter((type) => !gone.has(type)));
        if (left.size === 0) listeners.delete(objectType);
        else Object.assign(known, { changeTypes: left, updatedAt: nowMs });
        for (const event of events.values()) {
          if (event.objectType === objectType && gone.has(event.changeType)) events.delete(event.id);
        }
      }
    },
    listeners: (integration) => [...queueOf(integration).listeners.values()],
    unconfirmed(integration, matches, limit) {
      return queueOf(integration).events.values().filter(matches).take(limit).toArray();
    },
    confirm(integration, ids) {
      const queue = queueOf(integration);
      return ids.filter((id) => {
        const wasQueued = queue.events.delete(id);
        if (wasQueued) queue.confirmed += 1;
        return !wasQueued;
      });
    },
    counts: () =>
      Object.fromEntries(
        [...queues].map(([name, queue]) => [name, { unconfirmed: queue.events.size, confirmed: queue.confirmed }]),
      ),
  };
}

/** The change types of a listener, by name. */
export function changeTypesOf(listener: Listener): readonly string[] {
  return listener.changeTypes === null ? ALL_CHANGE_TYPES : [...listener.changeTypes];
}
