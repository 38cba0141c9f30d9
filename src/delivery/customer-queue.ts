import type { PendingEvent } from "../outbox/outbox.ts";
import { createPriorityQueue, type PriorityQueue } from "./priority-queue.ts";

/** An event that is put off, in memory already and in the outbox soon. */
export interface Deferral {
  readonly id: number;
  readonly dueAt: number;
}

/** How long an event waits that stands behind one which is due but was not read yet. */
const BEHIND_DUE_MS = 250;

interface Customer {
  readonly key: string;
  /** In the order in which they happened (their ids); none of them is being sent. */
  readonly events: PendingEvent[];
  /** How many are being sent. */
  sending: number;
  /** Put off, by id: those that are not in memory until they are claimed again. */
  readonly waiting: Map<number, number>;
  /** The same, first id first; entries outlive their event. */
  waitingIds: PriorityQueue<number> | null;
  /** The latest due time among the waiting. */
  waitingUntil: number;
}

/**
 * The events of one plugin and lane that are in memory, in order per customer. Pure.
 *
 *     add ──► ready ──► take ──► sending ──► finish
 *      │        ▲                  │  │
 *      │        └──── putBack ─────┘  └──► putOff ──► waiting (in the outbox) ──► add
 *      └──► behind an earlier event of the customer
 *
 * Invariant: of a customer's events the one that happened first is sent first; the next is not taken before it is finished. When one
 * is put off, what happened after it is put off to just behind it; a dead one is finished and blocks nothing.
 */
export interface CustomerQueue {
  /** Ready or behind. */
  readonly size: number;
  readonly sending: number;
  readonly waiting: number;
  /** Due time and id of the event that is next; null when none is ready. */
  head(): { readonly dueAt: number; readonly id: number } | null;
  /** Takes an event in; or, where an earlier event of its customer is put off, says until when this one must be, too. */
  add(event: PendingEvent, now: number): Deferral | null;
  /** The next event that may be sent; it counts as being sent from now on. */
  take(): PendingEvent | null;
  /** The next customer's events, in order, as far as they may go in one request; all of them count as being sent. */
  takeRun(limit: number): PendingEvent[];
  /** It is delivered or dead. */
  finish(event: PendingEvent): void;
  /** It was not attempted after all. Where an earlier event of its customer was put off meanwhile: until when this one must be, too. */
  putBack(event: PendingEvent): Deferral | null;
  /** It is tried again at `dueAt`; answers when it and those behind it are due now. */
  putOff(event: PendingEvent, dueAt: number): Deferral[];
  /** Whether it was put off to later than `now`. */
  isPutOff(id: number, profileKey: string, now: number): boolean;
  /** Takes note of an event that is put off in the outbox. */
  noteWaiting(waiting: Deferral & { readonly profileKey: string }): void;
  /** When the first of the waiting is due; null when none waits. */
  nextWaitingAt(): number | null;
  /** Forgets what waits in the outbox and should have been read before `dueBefore`. */
  forgetWaiting(dueBefore: number): void;
  /** Removes what is ready or behind. */
  clear(): PendingEvent[];
}

export function createCustomerQueue(): CustomerQueue {
  const customers = new Map<string, Customer>();
  const ready = createPriorityQueue<PendingEvent>(comesBefore);
  const dueTimes = createPriorityQueue<Deferral & { readonly key: string }>(comesBefore);
  let size = 0;
  let sending = 0;
  let waiting = 0;

  const customerOf = (key: string): Customer => {
    const known = customers.get(key);
    if (known) return known;
    const customer: Customer = {
      key,
      events: [],
      sending: 0,
      waiting: new Map<number, number>(),
      waitingIds: null,
      waitingUntil: Number.NEGATIVE_INFINITY,
    };
    customers.set(key, customer);
    return customer;
  };
  const forgetIfIdle = (customer: Customer) => {
    if (customer.sending === 0 && customer.events.length === 0 && customer.waiting.size === 0)
      customers.delete(customer.key);
  };
  const announce = (customer: Customer) => {
    const first = customer.events[0];
    if (customer.sending === 0 && first !== undefined) ready.push(first);
  };
  const wait = (customer: Customer, id: number, dueAt: number): Deferral => {
    if (!customer.waiting.has(id)) {
      waiting++;
      // Most customers never have one.
      customer.waitingIds ??= createPriorityQueue<number>((a, b) => a < b);
      customer.waitingIds.push(id);
    }
    customer.waiting.set(id, dueAt);
    customer.waitingUntil = Math.max(customer.waitingUntil, dueAt);
    dueTimes.push({ id, dueAt, key: customer.key });
    return { id, dueAt };
  };
  const stopWaiting = (customer: Customer, id: number) => {
    if (!customer.waiting.delete(id)) return;
    waiting--;
    if (customer.waiting.size === 0) customer.waitingUntil = Number.NEGATIVE_INFINITY;
  };
  const firstWaiting = ({ waiting: known, waitingIds }: Customer): number => {
    let first = waitingIds?.peek();
    while (first !== undefined && !known.has(first)) {
      waitingIds?.pop();
      first = waitingIds?.peek();
    }
    return first ?? Number.POSITIVE_INFINITY;
  };
  /** Behind what waits already and happened earlier. */
  const waitBehind = (customer: Customer, id: number, notBefore: number): Deferral => {
    const isBehind = firstWaiting(customer) < id;
    return wait(customer, id, isBehind ? Math.max(notBefore, customer.waitingUntil + 1) : notBefore);
  };
  /** Since an entry stays in the heap when its event goes another way. */
  const isReady = (event: PendingEvent) => {
    const customer = customers.get(event.profileKey);
    return customer !== undefined && customer.sending === 0 && customer.events[0]?.id === event.id;
  };
  const nextReady = (): PendingEvent | undefined => {
    let first = ready.peek();
    while (first !== undefined && !isReady(first)) {
      ready.pop();
      first = ready.peek();
    }
    return first;
  };
  const release = (event: PendingEvent): Customer => {
    const customer = customerOf(event.profileKey);
    customer.sending--;
    sending--;
    return customer;
  };
  const takeRun = (limit: number): PendingEvent[] => {
    const first = nextReady();
    if (first === undefined) return [];
    ready.pop();
    const customer = customerOf(first.profileKey);
    const run = customer.events.splice(0, limit);
    customer.sending += run.length;
    sending += run.length;
    size -= run.length;
    return run;
  };

  return {
    get size() {
      return size;
    },
    get sending() {
      return sending;
    },
    get waiting() {
      return waiting;
    },
    head: () => nextReady() ?? null,
    add(event, now) {
      const customer = customerOf(event.profileKey);
      stopWaiting(customer, event.id);
      if (firstWaiting(customer) < event.id) return waitBehind(customer, event.id, now + BEHIND_DUE_MS);
      insert(customer.events, event);
      size++;
      if (customer.events[0] === event) announce(customer);
      return null;
    },
    take: () => takeRun(1)[0] ?? null,
    takeRun,
    finish(event) {
      const customer = release(event);
      announce(customer);
      forgetIfIdle(customer);
    },
    putBack(event) {
      const customer = release(event);
      const isBehind = firstWaiting(customer) < event.id;
      if (!isBehind) {
        insert(customer.events, event);
        size++;
      }
      announce(customer);
      return isBehind ? waitBehind(customer, event.id, event.dueAt) : null;
    },
    putOff(event, dueAt) {
      const customer = release(event);
      const deferrals = [waitBehind(customer, event.id, dueAt)];
      const behind = customer.events.findIndex(({ id }) => id > event.id);
      const followers = behind === -1 ? [] : customer.events.splice(behind);
      size -= followers.length;
      for (const follower of followers) deferrals.push(waitBehind(customer, follower.id, dueAt));
      announce(customer);
      return deferrals;
    },
    isPutOff: (id, profileKey, now) => (customers.get(profileKey)?.waiting.get(id) ?? now) > now,
    noteWaiting({ id, dueAt, profileKey }) {
      wait(customerOf(profileKey), id, dueAt);
    },
    nextWaitingAt() {
      let first = dueTimes.peek();
      while (first !== undefined && customers.get(first.key)?.waiting.get(first.id) !== first.dueAt) {
        dueTimes.pop();
        first = dueTimes.peek();
      }
      return first?.dueAt ?? null;
    },
    forgetWaiting(dueBefore) {
      for (const customer of customers.values()) {
        for (const [id, dueAt] of customer.waiting) if (dueAt < dueBefore) stopWaiting(customer, id);
        forgetIfIdle(customer);
      }
    },
    clear() {
      const removed: PendingEvent[] = [];
      for (const customer of customers.values()) {
        removed.push(...customer.events.splice(0));
        forgetIfIdle(customer);
      }
      size = 0;
      return removed;
    },
  };
}

function insert(events: PendingEvent[], event: PendingEvent): void {
  let at = events.length;
  while (at > 0 && (events[at - 1]?.id ?? 0) > event.id) at--;
  events.splice(at, 0, event);
}

function comesBefore(a: { dueAt: number; id: number }, b: { dueAt: number; id: number }): boolean {
  return a.dueAt !== b.dueAt ? a.dueAt < b.dueAt : a.id < b.id;
}
