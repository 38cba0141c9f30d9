import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeFailure } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { createOutbox } from "./create-outbox.ts";
import { createLeases } from "./leases.ts";
import type { Lease, NewEvent, Settlement } from "./outbox.ts";

const ALL = { limit: 1_000 };

/** As if the holder had not been heard of for long enough. */
async function letExpire({ kysely }: Database, { accountId }: Lease): Promise<void> {
  await kysely.updateTable("leases").set({ expires_at: 1 }).where("account_id", "=", accountId).execute();
}

describeOnBothEngines("settlement", (open) => {
  const openWith = async (...events: NewEvent[]) => {
    const database = await open();
    await insertPlugin(database);
    const outbox = createOutbox({ database, clock: systemClock });
    const leases = createLeases(database);
    await outbox.accept(events.map((event) => makeAcceptance(event)));
    const [lease] = await leases.acquire({ holder: "worker 1", ttlMs: 60_000, limit: 1 });
    if (!lease) throw new Error("no lease");
    const pending = await outbox.claim({
      accountId: "ACC001",
      lane: "live",
      pluginIds: ["shop"],
      now: Date.now(),
      limit: 100,
      after: null,
    });
    const idOf = (uniqueId: string) => pending.find((event) => event.uniqueId === uniqueId)?.id ?? 0;
    return { database, outbox, leases, lease, pending, idOf };
  };

  test("each outcome leads to its state", async () => {
    const { outbox, lease, idOf } = await openWith(
      ...["sent", "later", "refused", "behind"].map((uniqueId) => makeEvent({ uniqueId })),
    );
    const unavailable = makeFailure();
    const refused = makeFailure({ code: "klaviyo_rejected", status: 400, detail: "x".repeat(3_000) });
    await outbox.settle(lease, [
      { id: idOf("sent"), outcome: "delivered", at: 5_000, attempts: 1 },
      { id: idOf("later"), outcome: "retry", dueAt: 9_000_000_000_000, attempts: 3, failure: unavailable },
      { id: idOf("refused"), outcome: "dead", attempts: 2, failure: refused },
      { id: idOf("behind"), outcome: "deferred", dueAt: 9_000_000_000_001 },
    ]);
    expect(await outbox.find(idOf("sent"))).toMatchObject({
      state: "delivered",
      settledAt: 5_000,
      attempts: 1,
      failure: null,
    });
    expect(await outbox.find(idOf("later"))).toMatchObject({
      state: "pending",
      dueAt: 9_000_000_000_000,
      attempts: 3,
      failure: unavailable,
      settledAt: null,
    });
    expect(await outbox.find(idOf("refused"))).toMatchObject({
      state: "dead",
      attempts: 2,
      failure: { ...refused, detail: "x".repeat(2_000) },
      settledAt: refused.at,
    });
    expect(await outbox.find(idOf("behind"))).toMatchObject({
      state: "pending",
      dueAt: 9_000_000_000_001,
      attempts: 0,
      failure: null,
    });
    expect((await outbox.waiting("ACC001", 10)).events).toMatchObject([
      { id: idOf("later"), profileKey: "eva@example.com", dueAt: 9_000_000_000_000 },
      { id: idOf("behind"), profileKey: "eva@example.com", dueAt: 9_000_000_000_001 },
    ]);
    expect(await outbox.backlog("ACC001", "live")).toEqual({
      pending: 2,
      oldestReceivedAt: (await outbox.find(idOf("later")))?.receivedAt,
    });
  });

  test("words that no database takes as they are do not keep outcomes from being written", async () => {
    const { outbox, lease, idOf } = await openWith(makeEvent(), makeEvent({ uniqueId: "1002" }));
    const detail = `<html>\u0000\ud83d${"x".repeat(280)}\u{1f600}`;
    const failure = makeFailure({ detail });
    await outbox.settle(lease, [
      { id: idOf("1001"), outcome: "retry", dueAt: 1, attempts: 1, failure },
      { id: idOf("1002"), outcome: "dead", attempts: 1, failure },
    ]);
    for (const uniqueId of ["1001", "1002"]) {
      const event = await outbox.find(idOf(uniqueId));
      expect(event?.failure?.detail).toContain("<html>");
      expect(event?.failedAttempts).toMatchObject([{ attempt: 1, detail: expect.stringContaining("<html>") }]);
    }
  });

  test("deferring keeps what is known of the last attempt", async () => {
    const { outbox, lease, idOf } = await openWith(makeEvent());
    const failure = makeFailure();
    await outbox.settle(lease, [{ id: idOf("1001"), outcome: "retry", dueAt: 1, attempts: 4, failure }]);
    await outbox.settle(lease, [{ id: idOf("1001"), outcome: "deferred", dueAt: 2 }]);
    expect(await outbox.find(idOf("1001"))).toMatchObject({ attempts: 4, failure, dueAt: 2 });
  });

  test("a settled event stays settled", async () => {
    const { outbox, lease, idOf } = await openWith(makeEvent());
    const id = idOf("1001");
    await outbox.settle(lease, [{ id, outcome: "delivered", at: 1, attempts: 1 }]);
    await outbox.settle(lease, [{ id, outcome: "dead", attempts: 2, failure: makeFailure() }]);
    expect(await outbox.find(id)).toMatchObject({ state: "delivered", attempts: 1 });
    expect(await outbox.counts()).toMatchObject([{ state: "delivered", events: 1 }]);
  });

  const reset = makeEvent({
    metric: "Reset Password",
    secrets: ["ResetPasswordLink"],
    body: '{"properties":{"ResetPasswordLink":"https://shop.example/reset/abc","FirstName":"Eva"},"unique_id":"1001"}',
    profile: '{"email":"eva@example.com","properties":{"ResetPasswordLink":"kept"}}',
  });

  test("credentials are masked where they are shown, sent as they are, and blanked once delivered", async () => {
    const { database, outbox, lease, idOf, pending } = await openWith(reset);
    const id = idOf("1001");
    expect(pending[0]?.payload?.body).toContain("reset/abc");
    expect((await outbox.find(id))?.body).not.toContain("abc");
    await outbox.settle(lease, [{ id, outcome: "retry", dueAt: 1, attempts: 1, failure: makeFailure() }]);
    const stored = () => database.kysely.selectFrom("outbox_payloads").selectAll().executeTakeFirstOrThrow();
    expect((await stored()).body).toContain("reset/abc");
    await outbox.settle(lease, [{ id, outcome: "delivered", at: 1, attempts: 2 }]);
    expect(JSON.parse((await stored()).body)).toEqual({
      properties: { ResetPasswordLink: "[removed after delivery]", FirstName: "Eva" },
      unique_id: "1001",
    });
    expect((await stored()).profile).toBe(reset.profile);
    expect((await outbox.find(id))?.body).toContain("•••");
  });

  test.each<[string, (lease: Lease, database: Database) => Promise<Lease>]>([
    [
      "has run out",
      async (lease, database) => {
        await letExpire(database, lease);
        return lease;
      },
    ],
    [
      "was given back",
      async (lease, database) => {
        await createLeases(database).release([lease]);
        return lease;
      },
    ],
    ["has an older token", async (lease) => ({ ...lease, token: lease.token - 1 })],
    ["is somebody else's", async (lease) => ({ ...lease, holder: "worker 2" })],
    ["is of another account", async (lease) => ({ ...lease, accountId: "ACC999" })],
  ])("nothing is settled under a lease that %s", async (_why, lose) => {
    const { database, outbox, lease, idOf } = await openWith(makeEvent(), makeEvent({ uniqueId: "2" }));
    const lost = await lose(lease, database);
    const settlement: Settlement = { id: idOf("1001"), outcome: "delivered", at: 1, attempts: 1 };
    await expect(outbox.settle(lost, [settlement])).rejects.toMatchObject({ code: "lease_lost" });
    expect(await outbox.search({ state: "pending" }, ALL)).toHaveLength(2);
  });

  test("of two workers that both think they own an account, only the later one settles", async () => {
    const { database, outbox, leases, lease, idOf } = await openWith(makeEvent(), makeEvent({ uniqueId: "2" }));
    expect(await leases.acquire({ holder: "worker 2", ttlMs: 60_000, limit: 1 })).toEqual([]);
    await letExpire(database, lease);
    const [taken] = await leases.acquire({ holder: "worker 2", ttlMs: 60_000, limit: 1 });
    if (!taken) throw new Error("not taken over");
    expect(taken.token).toBeGreaterThan(lease.token);
    const settlement: Settlement = { id: idOf("1001"), outcome: "delivered", at: 1, attempts: 1 };
    const outcomes = await Promise.allSettled([
      outbox.settle(lease, [settlement]),
      outbox.settle(taken, [{ ...settlement, id: idOf("2") }]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect((await outbox.search({ state: "delivered" }, ALL)).map(({ uniqueId }) => uniqueId)).toEqual(["2"]);
  });

  test("whatever the settlements, the counters agree with the events", async () => {
    const { database, outbox, lease, pending } = await openWith(
      ...Array.from({ length: 30 }, (_, index) => makeEvent({ uniqueId: `e${index}` })),
    );
    const anySettlement = fc.record({
      index: fc.nat({ max: 29 }),
      outcome: fc.constantFrom("delivered", "retry", "dead", "deferred"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anySettlement, { minLength: 1, maxLength: 8 }), async (choices) => {
        const settlements = choices.map(({ index, outcome }): Settlement => {
          const id = pending[index]?.id ?? 0;
          if (outcome === "delivered") return { id, outcome, at: 1, attempts: 1 };
          if (outcome === "deferred") return { id, outcome, dueAt: 1 };
          if (outcome === "retry") return { id, outcome, dueAt: 1, attempts: 1, failure: makeFailure() };
          return { id, outcome: "dead", attempts: 1, failure: makeFailure() };
        });
        await outbox.settle(lease, settlements);
        const rows = await database.kysely
          .selectFrom("outbox")
          .select("state")
          .select((select) => select.fn.countAll<number>().as("events"))
          .groupBy("state")
          .orderBy("state")
          .execute();
        const counts = (await outbox.counts()).map(({ state, events }) => ({ state, events }));
        expect(counts).toEqual(rows.map((row) => ({ ...row })));
      }),
      { numRuns: 20 },
    );
  });
});
