import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { type Clock, systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";
import type { Outbox } from "./outbox.ts";

/** A clock that stands where the test puts it. */
function stoppedClock(now: number): Clock & { set(now: number): void } {
  let time = now;
  return {
    ...systemClock,
    now: () => time,
    set: (next) => {
      time = next;
    },
  };
}

const claimAll = {
  accountId: "ACC001",
  lane: "live",
  pluginIds: ["shop"],
  now: 10_000,
  limit: 100,
  after: null,
} as const;

const idsOf = async (claimed: ReturnType<Outbox["claim"]>) => (await claimed).map(({ uniqueId }) => uniqueId);

describeOnBothEngines("claims", (open) => {
  const openOutbox = async () => {
    const database = await open();
    await insertPlugin(database, "shop");
    await insertPlugin(database, "outlet");
    const clock = stoppedClock(1_000);
    const outbox = createOutbox({ database, clock });
    const acceptAt = async (now: number, uniqueId: string, more: Parameters<typeof makeEvent>[0] = {}) => {
      clock.set(now);
      await outbox.accept([makeAcceptance(makeEvent({ uniqueId, ...more }))]);
    };
    return { database, outbox, acceptAt };
  };

  test("a customer's events that were taken by machines whose clocks differ come in the order of acceptance", async () => {
    const { outbox, acceptAt } = await openOutbox();
    await acceptAt(11_500, "first, by a clock that is ahead");
    await acceptAt(10_000, "second");
    expect(await idsOf(outbox.claim(claimAll))).toContain("first, by a clock that is ahead");
  });

  test("of the past tell who the customer is only as long as nothing live is known of them", async () => {
    const { outbox, acceptAt } = await openOutbox();
    const telling = (email: string) => ({
      lane: "history" as const,
      profileKey: email,
      profile: JSON.stringify({ email, first_name: "Eva" }),
    });
    await acceptAt(1_000, "known before", telling("a@shop.se"));
    await acceptAt(1_000, "unknown", telling("b@shop.se"));
    await acceptAt(1_000, "known elsewhere", telling("c@shop.se"));
    await acceptAt(1_000, "left out", telling("d@shop.se"));
    await acceptAt(1_000, "known since", telling("e@shop.se"));
    await acceptAt(2_000, "live", { profileKey: "a@shop.se" });
    await acceptAt(2_000, "of another plugin", { pluginId: "outlet", profileKey: "c@shop.se" });
    const skipped = { state: "skipped", reason: { code: "x", message: "x" } } as const;
    await acceptAt(2_000, "skipped", { profileKey: "d@shop.se", ...skipped });
    const claimed = await outbox.claim({ ...claimAll, lane: "history" });
    await acceptAt(3_000, "live since", { profileKey: "e@shop.se" });
    const payloads = await outbox.historyPayloads({ ids: claimed.map(({ id }) => id), pluginIds: ["shop"] });
    expect(claimed.map(({ uniqueId }, index) => [uniqueId, payloads[index]?.profile.includes("Eva")])).toEqual([
      ["known before", false],
      ["unknown", true],
      ["known elsewhere", true],
      ["left out", true],
      ["known since", false],
    ]);
    expect(payloads[0]?.profile).toBe('{"email":"a@shop.se"}');
  });

  test("a claim has all that a delivery needs", async () => {
    const { outbox, acceptAt } = await openOutbox();
    const traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const texts = { body: '{"properties":{}}', profile: '{"email":"eva@example.com"}' };
    await acceptAt(1_500, "a", { occurredAt: 7, traceParent, ...texts });
    expect(await outbox.claim(claimAll)).toEqual([
      {
        id: expect.any(Number),
        pluginId: "shop",
        lane: "live",
        metric: "Placed Order",
        uniqueId: "a",
        profileKey: "eva@example.com",
        attempts: 0,
        dueAt: 1_500,
        occurredAt: 7,
        receivedAt: 1_500,
        traceParent,
        payload: texts,
        payloadBytes: 44,
      },
    ]);
  });

  test("an event that was put off is not claimed before it is due", async () => {
    const { database, outbox, acceptAt } = await openOutbox();
    await acceptAt(1_000, "a");
    await database.kysely.updateTable("outbox").set({ due_at: 1_500 }).execute();
    expect(await outbox.claim({ ...claimAll, now: 1_499 })).toEqual([]);
    expect(await outbox.claim({ ...claimAll, now: 1_500 })).toHaveLength(1);
  });

  test("of history the payloads stay in the outbox, and are read when they are sent", async () => {
    const { outbox, acceptAt, database } = await openOutbox();
    const bodies = ['{"text":"å"}', '{"text":"🧥"}', "{}"];
    for (const [index, body] of bodies.entries())
      await acceptAt(1_000, `${index}`, { lane: "history", body, profile: "{}" });
    const claimed = await outbox.claim({ ...claimAll, lane: "history" });
    expect(claimed.map(({ payload, payloadBytes }) => [payload, payloadBytes])).toEqual([
      [null, 15],
      [null, 17],
      [null, 4],
    ]);
    const ids = claimed.map(({ id }) => id).reverse();
    const payloads = await outbox.historyPayloads({ ids, pluginIds: ["shop"] });
    expect(payloads.map(({ body }) => body)).toEqual(bodies.reverse());

    await database.kysely
      .deleteFrom("outbox_payloads")
      .where("event_id", "=", ids[1] ?? 0)
      .execute();
    await expect(outbox.historyPayloads({ ids, pluginIds: ["shop"] })).rejects.toMatchObject({ code: "event_gone" });
  });

  test.each([
    ["of a time that no machine's clock can have", {}, { now: -1_001 }],
    ["of another lane", { lane: "history" }, {}],
    ["of a plugin that may not deliver", { pluginId: "outlet" }, {}],
    ["skipped", { state: "skipped", reason: { code: "x", message: "x" } }, {}],
    ["before the cursor", {}, { after: { dueAt: 1_000, id: 1_000_000 } }],
    ["claimed for no plugin", {}, { pluginIds: [] }],
  ] as const)("an event that is %s is not claimed", async (_why, event, request) => {
    const { outbox, acceptAt } = await openOutbox();
    await acceptAt(1_000, "a", event);
    expect(await outbox.claim({ ...claimAll, ...request })).toEqual([]);
  });

  test("plugins on one account are claimed together, in the order in which events are due", async () => {
    const { outbox, acceptAt } = await openOutbox();
    for (const [index, pluginId] of ["shop", "outlet", "outlet", "shop"].entries()) {
      await acceptAt(1_000 + index, `event ${index}`, { pluginId });
    }
    const claimed = outbox.claim({ ...claimAll, pluginIds: ["shop", "outlet"], limit: 3 });
    expect(await idsOf(claimed)).toEqual(["event 0", "event 1", "event 2"]);
  });

  test("pages of any length give every due event once and in order", async () => {
    const { outbox, acceptAt } = await openOutbox();
    for (const at of [5, 5, 1, 3, 3, 3, 2, 4, 9])
      await acceptAt(at, crypto.randomUUID(), { pluginId: at % 2 ? "shop" : "outlet" });
    const pluginIds = ["shop", "outlet"];
    const whole = await outbox.claim({ ...claimAll, pluginIds });
    expect(whole.map(({ dueAt }) => dueAt)).toEqual([1, 2, 3, 3, 3, 4, 5, 5, 9]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async (limit) => {
        const paged = [];
        for (let after: { dueAt: number; id: number } | null = null; ; ) {
          const page = await outbox.claim({ ...claimAll, pluginIds, limit, after });
          paged.push(...page);
          after = page.at(-1) ?? null;
          if (page.length < limit || after === null) break;
        }
        expect(paged).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  test("the backlog counts pending events of a lane and knows the oldest", async () => {
    const { outbox, acceptAt } = await openOutbox();
    expect(await outbox.backlog("ACC001", "live")).toEqual({ pending: 0, oldestReceivedAt: null });
    expect(await outbox.backlog("NOBODY", "live")).toEqual({ pending: 0, oldestReceivedAt: null });
    await acceptAt(2_000, "a");
    await acceptAt(1_500, "b", { pluginId: "outlet" });
    await acceptAt(1_000, "c", { lane: "history" });
    expect(await outbox.backlog("ACC001", "live")).toEqual({ pending: 2, oldestReceivedAt: 1_500 });
    expect(await outbox.backlog("ACC001", "history")).toEqual({ pending: 1, oldestReceivedAt: 1_000 });
  });
});
