import fc from "fast-check";
import { expect, test } from "vitest";
import { bulkCreateEventsBody } from "../klaviyo/bulk-create-events.ts";
import type { PendingEvent } from "../outbox/outbox.ts";
import { BULK_LIMITS, buildBatch, bytesOfBatch } from "./bulk-batch.ts";

const PROFILE = '{"email":"anna@shop.se"}';

function event(id: number, given: Partial<PendingEvent> = {}, body = '{"properties":{}}'): PendingEvent {
  return {
    id,
    profileKey: "anna",
    dueAt: 0,
    pluginId: "shop",
    lane: "live",
    metric: "Placed Order",
    uniqueId: `${id}`,
    attempts: 0,
    occurredAt: 0,
    receivedAt: 0,
    traceParent: null,
    payload: { body, profile: PROFILE },
    payloadBytes: Buffer.byteLength(body) + Buffer.byteLength(PROFILE),
    ...given,
  };
}

const run = fc
  .record({
    customer: fc.nat(20),
    sizes: fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 10 }),
    uniqueIds: fc.nat(3),
    attempts: fc.constantFrom(0, 0, 0, 5, 20),
  })
  .map(({ customer, sizes, uniqueIds, attempts }) =>
    sizes.map((size, index) =>
      event(
        index,
        { profileKey: `c${customer}`, uniqueId: `${uniqueIds}-${index % 4}`, attempts },
        JSON.stringify({ properties: { text: "å".repeat(size) } }),
      ),
    ),
  );

test("a request holds what Klaviyo allows, each identity once, each customer's events in order and without a gap", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), (runs, maxEvents) => {
      const maxBytes = 40_000;
      const builder = buildBatch({ maxEvents, maxBytes });
      for (const each of runs) {
        const left = builder.addRun(each);
        expect(left).toEqual(each.slice(each.length - left.length));
      }
      const batch = builder.build();
      const events = batch.flat();
      expect(events.length).toBe(builder.events);
      expect(events.length).toBeLessThanOrEqual(maxEvents);
      const identities = events.map(({ profileKey, metric, uniqueId }) => `${profileKey} ${metric} ${uniqueId}`);
      expect(new Set(identities).size).toBe(identities.length);
      expect(new Set(batch.map((group) => group[0]?.profileKey)).size).toBe(batch.length);
      const worn = Math.max(0, ...events.map(({ attempts }) => attempts));
      if (worn >= 8) expect(events).toHaveLength(1);
      const text = bulkCreateEventsBody(
        batch.map((group) => ({ profile: PROFILE, events: group.map(({ payload }) => payload?.body ?? "") })),
        true,
      );
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytesOfBatch(batch));
      if (events.length > 1) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
    }),
  );
});

test("a thousand small events of different customers fill a request", () => {
  const builder = buildBatch();
  for (let id = 0; id < 1_000; id++) {
    expect(builder.isFull).toBe(false);
    expect(builder.addRun([event(id, { profileKey: `c${id}` })])).toEqual([]);
  }
  expect(builder.isFull).toBe(true);
  expect(builder.build()).toHaveLength(1_000);
});

test("an event that is too large goes alone, so that the refusal is about it", () => {
  const builder = buildBatch();
  const large = event(1, {}, JSON.stringify({ properties: { text: "x".repeat(BULK_LIMITS.maxBytes) } }));
  expect(builder.addRun([large, event(2)])).toHaveLength(1);
  expect(builder.build()).toEqual([[large]]);
});
