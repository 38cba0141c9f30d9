import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";
import { EVENT_STATES, type EventFilter, type EventSummary, type Settlement } from "./outbox.ts";

const HOUR_MS = 3_600_000;
const EVENTS = 120;

/** Events of every kind, an hour apart. */
async function fill(database: Database) {
  let now = 0;
  const outbox = createOutbox({ database, clock: { ...systemClock, now: () => now } });
  for (const plugin of ["shop", "outlet"]) await insertPlugin(database, plugin);
  for (let index = 0; index < EVENTS; index += 1) {
    now = index * HOUR_MS;
    await outbox.accept([
      makeAcceptance(
        makeEvent({
          uniqueId: String(index),
          pluginId: index % 3 === 0 ? "outlet" : "shop",
          lane: index % 4 === 0 ? "history" : "live",
          metric: (["Placed Order", "Shipped", "Delivered"] as const)[index % 3] ?? "Shipped",
          profileKey: `customer${index % 5}@example.com`,
          orderNumber: index % 7 === 0 ? null : String(index % 11),
          state: index % 10 === 9 ? "skipped" : "pending",
          reason: index % 10 === 9 ? { code: "x", message: "x" } : null,
        }),
      ),
    ]);
  }
  const leases = createLeases(database);
  const [lease] = await leases.acquire({ holder: "w", ttlMs: 1_000_000 * HOUR_MS, limit: 1 });
  if (!lease) throw new Error("no lease");
  const all = await outbox.search({}, { limit: EVENTS });
  const pending = all.filter(({ state }) => state === "pending");
  await outbox.settle(
    lease,
    pending.flatMap(({ id }, index): Settlement[] => {
      if (index % 4 === 1) return [{ id, outcome: "delivered", at: now, attempts: 1 }];
      if (index % 4 === 2) return [{ id, outcome: "dead", attempts: 1, failure: makeFailure({ at: now }) }];
      return [];
    }),
  );
  return { outbox, all: await outbox.search({}, { limit: EVENTS }) };
}

const anyFilter: fc.Arbitrary<EventFilter> = fc.record(
  {
    pluginId: fc.constantFrom("shop", "outlet", "nobody"),
    state: fc.constantFrom(...EVENT_STATES),
    lane: fc.constantFrom("live" as const, "history" as const),
    metric: fc.constantFrom("Placed Order", "Shipped", "Delivered", "Juggled"),
    email: fc.constantFrom("customer1@example.com", " Customer2@Example.com ", "nobody@example.com"),
    orderNumber: fc.constantFrom("1", "5", "nothing"),
    from: fc.integer({ min: -1, max: EVENTS + 1 }).map((hours) => hours * HOUR_MS),
    until: fc.integer({ min: -1, max: EVENTS + 1 }).map((hours) => hours * HOUR_MS + 1),
  },
  { requiredKeys: [] },
);

function matches(event: EventSummary, filter: EventFilter): boolean {
  return (
    (filter.pluginId ?? event.pluginId) === event.pluginId &&
    (filter.state ?? event.state) === event.state &&
    (filter.lane ?? event.lane) === event.lane &&
    (filter.metric ?? event.metric) === event.metric &&
    (filter.email?.trim().toLowerCase() ?? event.email) === event.email &&
    (filter.orderNumber ?? event.orderNumber) === event.orderNumber &&
    (filter.from ?? event.receivedAt) <= event.receivedAt &&
    event.receivedAt < (filter.until ?? Number.POSITIVE_INFINITY)
  );
}

describeOnBothEngines("search", (open) => {
  test("any filter, in pages of any length, gives every matching event once, newest first", async () => {
    const { outbox, all } = await fill(await open());
    expect(all).toHaveLength(EVENTS);
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 40 }), async (filter, limit) => {
        const found: EventSummary[] = [];
        for (let before: number | undefined; ; before = found.at(-1)?.id) {
          const page = await outbox.search(filter, before === undefined ? { limit } : { limit, before });
          expect(page.length).toBeLessThanOrEqual(limit);
          found.push(...page);
          if (page.length === 0) break;
        }
        expect(found).toEqual(all.filter((event) => matches(event, filter)));
      }),
      { numRuns: 60 },
    );
  });

  test("any filter replays the dead and skipped events that match, and no others", async () => {
    const { outbox, all } = await fill(await open());
    const ids = fc.option(fc.uniqueArray(fc.constantFrom(...all.map(({ id }) => id)), { maxLength: 10 }), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(anyFilter, ids, async (filter, chosen) => {
        const before = await outbox.search({}, { limit: EVENTS });
        const expected = before.filter(
          (event) =>
            (event.state === "dead" || event.state === "skipped") &&
            matches(event, filter) &&
            (chosen === undefined || chosen.includes(event.id)),
        );
        expect(await outbox.replay(chosen === undefined ? filter : { ...filter, ids: chosen })).toBe(expected.length);
        const after = await outbox.search({}, { limit: EVENTS });
        const changed = after.filter((event, index) => event.state !== before[index]?.state);
        expect(changed.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        for (const event of changed) {
          expect(event).toMatchObject({ state: "pending", attempts: 0, settledAt: null, failure: null, reason: null });
        }
      }),
      { numRuns: 15 },
    );
  });

  test("an event that is not there is not found", async () => {
    const outbox = createOutbox({ database: await open(), clock: systemClock });
    expect(await outbox.find(1)).toBeNull();
    expect(await outbox.search({ state: "dead" }, { limit: 10 })).toEqual([]);
    expect(await outbox.search({ from: 1, until: 2 }, { limit: 10 })).toEqual([]);
  });
});
