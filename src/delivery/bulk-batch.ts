import {
  BULK_EVENT_OVERHEAD_BYTES,
  BULK_GROUP_OVERHEAD_BYTES,
  BULK_MAX_BYTES,
  BULK_MAX_EVENTS,
  BULK_REQUEST_OVERHEAD_BYTES,
} from "../klaviyo/bulk-create-events.ts";
import type { PendingEvent } from "../outbox/outbox.ts";

/** The events of one bulk request: grouped by customer, each customer's in order. */
export type BulkBatch = readonly (readonly PendingEvent[])[];

export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

export const BULK_LIMITS: BatchLimits = { maxEvents: BULK_MAX_EVENTS, maxBytes: BULK_MAX_BYTES };

/** What a choice started with one batch and goes on with customer by customer. */
export interface BatchBuilder {
  readonly events: number;
  readonly isFull: boolean;
  /** Takes what fits of one customer's events, from the first on; answers those that must wait for another request. */
  addRun(run: readonly PendingEvent[]): readonly PendingEvent[];
  build(): BulkBatch;
}

/**
 * Fills a request of Bulk Create Events: at most 1,000 events and 5 MB, no (profile, metric, unique id) twice (Klaviyo would refuse
 * the whole request). An event that failed often goes with few others, in the end alone: perhaps it is what makes requests fail.
 * An event that is too large on its own goes alone, so that Klaviyo's answer is about it.
 */
export function buildBatch(limits: BatchLimits = BULK_LIMITS): BatchBuilder {
  const groups = new Map<string, PendingEvent[]>();
  const identities = new Set<string>();
  let events = 0;
  let bytes = BULK_REQUEST_OVERHEAD_BYTES;
  let maxEvents = limits.maxEvents;
  let isFull = false;

  const add = (event: PendingEvent): boolean => {
    const company = companyOf(event.attempts, limits.maxEvents);
    if (events + 1 > Math.min(maxEvents, company)) {
      if (events >= maxEvents) isFull = true;
      return false;
    }
    const identity = `${event.metric}\n${event.uniqueId}\n${event.profileKey}`;
    if (identities.has(identity)) return false;
    const size = bytesOf(event);
    if (events > 0 && bytes + size > limits.maxBytes) {
      isFull = true;
      return false;
    }
    identities.add(identity);
    events++;
    bytes += size;
    maxEvents = Math.min(maxEvents, company);
    isFull = events >= maxEvents || bytes >= limits.maxBytes;
    const group = groups.get(event.profileKey);
    if (group) group.push(event);
    else groups.set(event.profileKey, [event]);
    return true;
  };

  return {
    get events() {
      return events;
    },
    get isFull() {
      return isFull;
    },
    addRun(run) {
      const stop = run.findIndex((event) => !add(event));
      return stop === -1 ? [] : run.slice(stop);
    },
    build: () => [...groups.values()],
  };
}

/** How many events a request may have that holds one with so many failed attempts. */
function companyOf(attempts: number, maxEvents: number): number {
  if (attempts < 4) return maxEvents;
  if (attempts < 8) return 50;
  return 1;
}

/** How long the request will be, at most. */
export function bytesOfBatch(batch: BulkBatch): number {
  return batch.flat().reduce((bytes, event) => bytes + bytesOf(event), BULK_REQUEST_OVERHEAD_BYTES);
}

/** Upper bound, as if the profile were sent with each event. */
function bytesOf({ payloadBytes }: PendingEvent): number {
  return payloadBytes + BULK_EVENT_OVERHEAD_BYTES + BULK_GROUP_OVERHEAD_BYTES;
}
