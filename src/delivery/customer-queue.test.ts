import fc from "fast-check";
import { expect, test } from "vitest";
import type { PendingEvent } from "../outbox/outbox.ts";
import { createCustomerQueue } from "./customer-queue.ts";

function event(id: number, profileKey: string, dueAt = 0): PendingEvent {
  return {
    id,
    profileKey,
    dueAt,
    pluginId: "shop",
    lane: "live",
    metric: "Placed Order",
    uniqueId: `${id}`,
    attempts: 0,
    occurredAt: 0,
    receivedAt: 0,
    traceParent: null,
    payload: null,
    payloadBytes: 4,
  };
}

test("one customer's events come one after another, others' in between", () => {
  const queue = createCustomerQueue();
  for (const [id, customer] of ["anna", "anna", "bo"].entries()) queue.add(event(id, customer), 0);
  const [first, other] = [queue.take(), queue.take()];
  expect([first?.id, other?.id, queue.take()]).toEqual([0, 2, null]);
  if (first) queue.finish(first);
  expect(queue.take()?.id).toBe(1);
});

test("a run takes a customer's events together, in order", () => {
  const queue = createCustomerQueue();
  for (const id of [3, 1, 2]) queue.add(event(id, "anna"), 0);
  expect(queue.takeRun(2).map(({ id }) => id)).toEqual([1, 2]);
  expect(queue.takeRun(2)).toEqual([]);
});

test("what stands behind an event that is tried again is put off to after it, also what comes later", () => {
  const queue = createCustomerQueue();
  for (const id of [1, 2, 3]) queue.add(event(id, "anna"), 0);
  const first = queue.take();
  const deferrals = first ? queue.putOff(first, 1_000) : [];
  expect(deferrals).toEqual([
    { id: 1, dueAt: 1_000 },
    { id: 2, dueAt: 1_001 },
    { id: 3, dueAt: 1_002 },
  ]);
  expect(queue.add(event(4, "anna"), 0)).toEqual({ id: 4, dueAt: 1_003 });
  expect(queue.add(event(5, "bo"), 0)).toBeNull();
  expect(queue.nextWaitingAt()).toBe(1_000);
});

test("a put-off event that a new holder learns of blocks what happened after it, not what happened before", () => {
  const queue = createCustomerQueue();
  queue.noteWaiting({ id: 5, profileKey: "anna", dueAt: 1_000 });
  expect(queue.add(event(4, "anna"), 0)).toBeNull();
  expect(queue.add(event(6, "anna"), 0)).toEqual({ id: 6, dueAt: 1_001 });
  queue.forgetWaiting(2_000);
  expect(queue.add(event(7, "anna"), 0)).toBeNull();
});

test("what is put back behind an event that was put off meanwhile waits behind it", () => {
  const queue = createCustomerQueue();
  for (const id of [1, 2]) queue.add(event(id, "anna"), 0);
  const [first, second] = queue.takeRun(2);
  if (first) queue.putOff(first, 1_000);
  expect(second && queue.putBack(second)).toEqual({ id: 2, dueAt: 1_001 });
  expect(queue.take()).toBeNull();
});

interface Step {
  readonly kind: "arrive" | "take" | "takeRun" | "finish" | "putBack" | "putOff" | "pass";
  readonly customer: number;
  readonly pick: number;
  readonly delayMs: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("arrive", "arrive", "take", "takeRun", "finish", "finish", "putBack", "putOff", "pass"),
  customer: fc.nat(3),
  pick: fc.nat(100),
  delayMs: fc.integer({ min: 1, max: 50 }),
});

test("whatever happens: nobody is overtaken, nothing is lost, and all of it ends", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = createCustomerQueue();
      const everything = new Map<number, PendingEvent>();
      const finished = new Set<number>();
      const sending: PendingEvent[] = [];
      /** As the outbox has them: due later. */
      const putOff = new Map<number, number>();
      let now = 0;
      let nextId = 1;

      const take = (limit: number) => {
        const run = queue.takeRun(limit);
        for (const taken of run) {
          for (const earlier of everything.values()) {
            if (earlier.profileKey !== taken.profileKey || earlier.id >= taken.id) continue;
            expect(finished.has(earlier.id) || run.includes(earlier)).toBe(true);
          }
        }
        sending.push(...run);
      };
      const read = () => {
        const due = [...putOff].filter(([, dueAt]) => dueAt <= now).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
        for (const [id, dueAt] of due) {
          const known = everything.get(id);
          if (known === undefined) continue;
          putOff.delete(id);
          const again = { ...known, dueAt };
          everything.set(id, again);
          const deferral = queue.add(again, now);
          if (deferral) putOff.set(id, deferral.dueAt);
        }
      };
      const pickSending = (pick: number) => sending.splice(pick % Math.max(1, sending.length), 1)[0];

      const act = ({ kind, customer, pick, delayMs }: Step) => {
        if (kind === "arrive") {
          const arrived = event(nextId++, `c${customer}`, now);
          everything.set(arrived.id, arrived);
          const deferral = queue.add(arrived, now);
          if (deferral) putOff.set(arrived.id, deferral.dueAt);
        } else if (kind === "take") take(1);
        else if (kind === "takeRun") take(3);
        else if (kind === "pass") {
          now += delayMs;
          read();
        } else {
          const chosen = pickSending(pick);
          if (chosen === undefined) return;
          if (kind === "finish") {
            finished.add(chosen.id);
            queue.finish(chosen);
          } else if (kind === "putBack") {
            const deferral = queue.putBack(chosen);
            if (deferral) putOff.set(deferral.id, deferral.dueAt);
          } else for (const { id, dueAt } of queue.putOff(chosen, now + delayMs)) putOff.set(id, dueAt);
        }
      };
      for (const each of steps) act(each);
      expect(queue.sending).toBe(sending.length);
      expect(queue.waiting).toBe(putOff.size);
      expect(queue.size + sending.length + putOff.size + finished.size).toBe(everything.size);

      for (let round = 0; round < 2_000 && finished.size < everything.size; round++) {
        act({ kind: "finish", customer: 0, pick: 0, delayMs: 0 });
        act({ kind: "takeRun", customer: 0, pick: 0, delayMs: 0 });
        act({ kind: "pass", customer: 0, pick: 0, delayMs: 50 });
      }
      expect(finished.size).toBe(everything.size);
      expect(queue.head()).toBeNull();
    }),
    { numRuns: 300 },
  );
});
