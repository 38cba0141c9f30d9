import type { KlaviyoError } from "../klaviyo/outcome.ts";
import type { PendingEvent } from "../outbox/outbox.ts";
import type { BulkBatch } from "./bulk-batch.ts";

export interface SplitResult {
  /** Events that Klaviyo points at, with its words on each. */
  readonly refused: readonly { readonly event: PendingEvent; readonly errors: readonly KlaviyoError[] }[];
  /** To be sent next, in any order: no customer is in two of them. */
  readonly batches: readonly BulkBatch[];
  /** To be sent after what is in the batches, since it is of the same customer. */
  readonly later: readonly PendingEvent[];
}

const POINTER = /^\/data\/attributes\/events-bulk-create\/data\/(\d+)(?:\/attributes\/events\/data\/(\d+))?(?:\/|$)/;

/**
 * Divides a refused bulk request of several events. An error that points at an event names it; one that points at a profile is
 * followed into that customer's events; what no error points at is sent again. Without a usable pointer the request is halved, so
 * that the bad event stands alone after log2(n) steps. (Klaviyo, Bulk Create Events: all or nothing, with pointers.)
 */
export function splitBatch(batch: BulkBatch, errors: readonly KlaviyoError[]): SplitResult {
  const named = new Map<PendingEvent, KlaviyoError[]>();
  const suspects = new Set<number>();
  for (const error of errors) {
    const place = readPointer(error.pointer);
    const group = place === null ? undefined : batch[place.group];
    if (place === null || group === undefined) continue;
    const event = place.event === null ? (group.length === 1 ? group[0] : undefined) : group[place.event];
    if (event === undefined) suspects.add(place.group);
    else named.set(event, [...(named.get(event) ?? []), error]);
  }
  const refused = [...named].map(([event, words]) => ({ event, errors: words }));
  const rest = (group: readonly PendingEvent[]) => group.filter((event) => !named.has(event));
  const clean = batch
    .filter((_group, index) => !suspects.has(index))
    .map(rest)
    .filter(isNotEmpty);
  const suspected = batch
    .filter((_group, index) => suspects.has(index))
    .map(rest)
    .filter(isNotEmpty);

  if (refused.length > 0 || (suspected.length > 0 && clean.length > 0)) {
    const batches = [clean, ...suspected.map((group) => [group])].filter(isNotEmpty);
    return { refused, batches, later: [] };
  }
  return { refused, ...halve(batch) };
}

function halve(batch: BulkBatch): { batches: BulkBatch[]; later: readonly PendingEvent[] } {
  const [only = []] = batch;
  if (batch.length === 1) {
    const middle = Math.ceil(only.length / 2);
    return { batches: [[only.slice(0, middle)]], later: only.slice(middle) };
  }
  const middle = Math.ceil(batch.length / 2);
  return { batches: [batch.slice(0, middle), batch.slice(middle)], later: [] };
}

function readPointer(pointer: string | null): { group: number; event: number | null } | null {
  const match = POINTER.exec(pointer ?? "");
  if (match === null) return null;
  return { group: Number(match[1]), event: match[2] === undefined ? null : Number(match[2]) };
}

function isNotEmpty(list: readonly unknown[]): boolean {
  return list.length > 0;
}
