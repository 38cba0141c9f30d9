import fc from "fast-check";
import { expect, test } from "vitest";
import type { KlaviyoError } from "../klaviyo/outcome.ts";
import type { PendingEvent } from "../outbox/outbox.ts";
import type { BulkBatch } from "./bulk-batch.ts";
import { splitBatch } from "./split-batch.ts";

function makeBatch(sizes: readonly number[]): BulkBatch {
  let id = 0;
  return sizes.map((size, customer) =>
    Array.from({ length: size }, () => {
      id++;
      return {
        id,
        profileKey: `c${customer}`,
        dueAt: 0,
        pluginId: "shop",
        lane: "history" as const,
        metric: "Placed Order",
        uniqueId: `${id}`,
        attempts: 0,
        occurredAt: 0,
        receivedAt: 0,
        traceParent: null,
        payload: null,
        payloadBytes: 4,
      };
    }),
  );
}

const wordsAt = (pointer: string | null): KlaviyoError => ({
  code: "invalid",
  title: "Invalid input.",
  detail: "",
  pointer,
  parameter: null,
});
const at = (group: number, rest: string) => `/data/attributes/events-bulk-create/data/${group}/${rest}`;

/** What Klaviyo might say about a batch with bad events; null when it takes it. */
type Judge = (batch: BulkBatch, bad: ReadonlySet<number>) => KlaviyoError[] | null;

const judges: Readonly<Record<string, Judge>> = {
  "points at every bad event": (batch, bad) =>
    listBad(batch, bad, (group, index) => at(group, `attributes/events/data/${index}/attributes/value`)),
  "points at the first bad event": (batch, bad) =>
    listBad(batch, bad, (group, index) => at(group, `attributes/events/data/${index}`))?.slice(0, 1) ?? null,
  "points at profiles": (batch, bad) => listBad(batch, bad, (group) => at(group, "attributes/profile")),
  "points at nothing": (batch, bad) => listBad(batch, bad, () => "/data")?.slice(0, 1) ?? null,
  "says nothing": (batch, bad) => listBad(batch, bad, () => null)?.slice(0, 1) ?? null,
  "points beyond the request": (batch, bad) => listBad(batch, bad, () => at(5_000, "attributes"))?.slice(0, 1) ?? null,
};

function listBad(batch: BulkBatch, bad: ReadonlySet<number>, place: (group: number, index: number) => string | null) {
  const errors = batch.flatMap((group, g) => group.flatMap(({ id }, i) => (bad.has(id) ? [wordsAt(place(g, i))] : [])));
  return errors.length === 0 ? null : errors;
}

/** Sends a batch and its parts until each event has found its end. */
function deliver(batch: BulkBatch, bad: ReadonlySet<number>, judge: Judge) {
  const delivered: PendingEvent[] = [];
  const dead: PendingEvent[] = [];
  let requests = 0;
  const send = (part: BulkBatch) => {
    requests++;
    const errors = judge(part, bad);
    const events = part.flat();
    if (errors === null) return void delivered.push(...events);
    if (events.length === 1) return void dead.push(...events);
    const { refused, batches, later } = splitBatch(part, errors);
    dead.push(...refused.map(({ event }) => event));
    const parts = [...batches.flatMap((each) => each.flat()), ...later, ...refused.map(({ event }) => event)];
    expect(parts.map(({ id }) => id).sort((a, b) => a - b)).toEqual(events.map(({ id }) => id).sort((a, b) => a - b));
    const customers = batches.flatMap((each) => each.map((group) => group[0]?.profileKey));
    expect(new Set(customers).size).toBe(customers.length);
    for (const each of batches) send(each);
    if (later.length > 0) send([later]);
  };
  send(batch);
  return { delivered: delivered.map(({ id }) => id), dead: dead.map(({ id }) => id), requests };
}

const numbers = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

test.each(Object.entries(judges))("when Klaviyo %s, exactly the bad events die, and order is kept", (_name, judge) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 5 }),
      (sizes, candidates) => {
        const batch = makeBatch(sizes);
        const total = batch.flat().length;
        const bad = new Set(candidates.filter((id) => id <= total));
        const { delivered, dead } = deliver(batch, bad, judge);
        expect(numbers(dead)).toEqual(numbers(bad));
        expect(delivered.length + dead.length).toBe(total);
        for (const group of batch) {
          const ids = group.map(({ id }) => id).filter((id) => !bad.has(id));
          expect(delivered.filter((id) => ids.includes(id))).toEqual(ids);
        }
      },
    ),
  );
});

test.each([[Array.from({ length: 1_000 }, () => 1)], [[1_000]], [[500, 500]]])(
  "one bad event among a thousand is found in O(log n) requests, even without a pointer",
  (sizes) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (id) => {
        const { dead, requests } = deliver(makeBatch(sizes), new Set([id]), judges["says nothing"] ?? (() => null));
        expect(dead).toEqual([id]);
        expect(requests).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(1_000)) + 1);
      }),
      { numRuns: 50 },
    );
  },
);
