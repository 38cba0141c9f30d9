import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines, PATIENTLY } from "../../test/databases.ts";
import { insertPlugin, makeAcceptance, makeEvent, makeHeld } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";

const ALL = { limit: 1_000 };

describeOnBothEngines("acceptance", (open) => {
  const openOutbox = async () => {
    const database = await open();
    await insertPlugin(database);
    return { database, outbox: createOutbox({ database, clock: systemClock }) };
  };

  test("what was accepted is there with all that it came with", async () => {
    const { outbox } = await openOutbox();
    const event = makeEvent({ body: '{"properties":{"Text":"å \\"quoted\\" \\\\ \\n {,} NULL"}}', orderNumber: null });
    expect(await outbox.accept([makeAcceptance(event)])).toEqual(["accepted"]);
    const [summary] = await outbox.search({}, ALL);
    expect(summary).toMatchObject({
      uniqueId: "1001",
      state: "pending",
      attempts: 0,
      orderNumber: null,
      settledAt: null,
    });
    expect(summary?.dueAt).toBe(summary?.receivedAt);
    expect(await outbox.find(summary?.id ?? 0)).toEqual({
      ...summary,
      body: event.body,
      profile: event.profile,
      failedAttempts: [],
    });
  });

  test.each([
    ["again", [["a"]], [["a"]], ["duplicate"]],
    ["twice in one call", [], [["a"], ["a"]], ["accepted", "duplicate"]],
    ["with one part more", [["a"]], [["a", "b"]], ["accepted"]],
    ["in two orders that share a part", [], [["a", "b"], ["b", "c"], ["c"]], ["accepted", "accepted", "duplicate"]],
  ])("an event that comes %s is stored once", async (_how, before, then, expected) => {
    const { outbox } = await openOutbox();
    const toAcceptance = (ids: string[]) => makeAcceptance(...ids.map((uniqueId) => makeEvent({ uniqueId })));
    await outbox.accept(before.map(toAcceptance));
    expect(await outbox.accept(then.map(toAcceptance))).toEqual(expected);
    const stored = (await outbox.search({}, ALL)).map(({ uniqueId }) => uniqueId);
    expect(stored.toSorted()).toEqual([...new Set([...before, ...then].flat())].sort());
  });

  test("an event belongs to the export that told of it last while Klaviyo had not taken it", async () => {
    const { database, outbox } = await openOutbox();
    const states = ["pending", "dead", "skipped", "delivered"] as const;
    const of = (exportStartedAt: number | null) => [
      ...states.map((uniqueId) => makeAcceptance(makeEvent({ uniqueId, exportStartedAt }))),
      // In the same commit, live first.
      makeAcceptance(makeEvent({ uniqueId: "both" })),
      makeAcceptance(makeEvent({ uniqueId: "both", lane: "history", exportStartedAt })),
    ];
    await outbox.accept(of(null));
    for (const state of states)
      await database.kysely.updateTable("outbox").set({ state }).where("unique_id", "=", state).execute();
    const given = async () => {
      const rows = await database.kysely.selectFrom("outbox").select(["unique_id", "export_started_at"]).execute();
      return Object.fromEntries(rows.map((row) => [row.unique_id, row.export_started_at]));
    };
    expect(new Set(Object.values(await given()))).toEqual(new Set([null]));
    await outbox.accept(of(7));
    // The skipped one is sent after all.
    expect(await given()).toEqual({ pending: 7, dead: 7, skipped: 7, delivered: null, both: 7 });
    await outbox.accept(of(null));
    await outbox.accept(of(9));
    expect(await given()).toEqual({ pending: 9, dead: 9, skipped: 9, delivered: null, both: 9 });
  });

  test("plugins and metrics do not share their ids", async () => {
    const { outbox } = await openOutbox();
    const events = [makeEvent(), makeEvent({ pluginId: "other" }), makeEvent({ metric: "Shipped" })];
    expect(await outbox.accept(events.map((event) => makeAcceptance(event)))).toEqual(Array(3).fill("accepted"));
  });

  test("ids follow the order in which things happened, whatever the order within the call", async () => {
    const { outbox } = await openOutbox();
    const at = (occurredAt: number) => makeAcceptance(makeEvent({ uniqueId: String(occurredAt), occurredAt }));
    await outbox.accept([at(3), at(1), at(2)]);
    expect((await outbox.search({}, ALL)).map(({ occurredAt }) => occurredAt)).toEqual([3, 2, 1]);
  });

  test("one acceptance may bring thousands of events, and each keeps its own texts", async () => {
    const { outbox } = await openOutbox();
    const texts = ['{"a":"{\\"b\\":1}"}', '{"a":"1,2\'3"}', '{"a":"åäö 🧥"}'];
    const events = Array.from({ length: 2_300 }, (_, index) =>
      makeEvent({ uniqueId: `${index}`, body: texts[index % 3] ?? "", profile: `{"email":"${index}@example.com"}` }),
    );
    expect(await outbox.accept([makeAcceptance(...events)])).toEqual(["accepted"]);
    const stored = await outbox.claim({
      ...{ accountId: "ACC001", lane: "live", pluginIds: ["shop"], limit: 5_000, after: null },
      now: Number.MAX_SAFE_INTEGER,
    });
    expect(stored.map(({ uniqueId, payload }) => ({ uniqueId, ...payload }))).toEqual(
      events.map(({ uniqueId, body, profile }) => ({ uniqueId, body, profile })),
    );
  });

  test("results come in the order of the call", async () => {
    const { outbox } = await openOutbox();
    const at = (occurredAt: number) => makeAcceptance(makeEvent({ uniqueId: String(occurredAt), occurredAt }));
    await outbox.accept([at(1)]);
    expect(await outbox.accept([at(2), at(1), at(0)])).toEqual(["accepted", "duplicate", "accepted"]);
  });

  test("a skipped event that comes again to be sent becomes pending with its new payload", async () => {
    const { outbox } = await openOutbox();
    const reason = { code: "market_restricted", message: "Market 7 is left out." };
    await outbox.accept([
      makeAcceptance(makeEvent({ state: "skipped", reason, lane: "history", body: '{"properties":{"v":1}}' })),
    ]);
    const [skipped] = await outbox.search({ state: "skipped" }, ALL);
    expect(skipped?.reason).toEqual(reason);
    const revived = makeAcceptance(makeEvent({ body: '{"properties":{"v":2}}' }));
    expect(await outbox.accept([revived])).toEqual(["accepted"]);
    expect(await outbox.accept([revived])).toEqual(["duplicate"]);
    expect(await outbox.find(skipped?.id ?? 0)).toMatchObject({
      state: "pending",
      lane: "live",
      reason: null,
      settledAt: null,
      body: '{"properties":{"v":2}}',
    });
    expect(await outbox.counts()).toEqual([{ pluginId: "shop", metric: "Placed Order", state: "pending", events: 1 }]);
  });

  test("a pending event that comes again to be skipped stays pending", async () => {
    const { outbox } = await openOutbox();
    await outbox.accept([makeAcceptance(makeEvent())]);
    const skipped = makeEvent({ state: "skipped", reason: { code: "metric_off", message: "It is off." } });
    expect(await outbox.accept([makeAcceptance(skipped)])).toEqual(["duplicate"]);
    expect(await outbox.search({ state: "pending" }, ALL)).toHaveLength(1);
  });

  test("a row that the database refuses fails its own caller only", async () => {
    const { database, outbox } = await openOutbox();
    const badLane = "cosmic" as "live";
    const calls = ["a", "b", "c", "d", "e"].map((uniqueId) =>
      outbox.accept([makeAcceptance(makeEvent({ uniqueId, ...(uniqueId === "c" && { lane: badLane }) }))]),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect((await outbox.search({}, ALL)).map(({ uniqueId }) => uniqueId)).toEqual(["e", "d", "b", "a"]);
    const payloads = await database.kysely.selectFrom("outbox_payloads").select("event_id").execute();
    expect(payloads).toHaveLength(4);
  });

  test("an acceptance is written as a whole or not at all", async () => {
    const { outbox } = await openOutbox();
    const half = makeAcceptance(
      makeEvent({ uniqueId: "good" }),
      makeEvent({ uniqueId: "bad", lane: "cosmic" as "live" }),
    );
    await expect(outbox.accept([half])).rejects.toThrow();
    expect(await outbox.search({}, ALL)).toEqual([]);
    expect(await outbox.counts()).toEqual([]);
  });

  test("more than memory should hold is turned away at once, and room is there again afterwards", async () => {
    const { outbox } = await openOutbox();
    const many = (call: number) =>
      Array.from({ length: 300 }, (_, index) => makeAcceptance(makeEvent({ uniqueId: `${call}-${index}` })));
    const outcomes = await Promise.allSettled(Array.from({ length: 70 }, (_, call) => outbox.accept(many(call))));
    const rejected = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(rejected).toHaveLength(4);
    expect(rejected[0]?.reason).toMatchObject({ code: "overloaded" });
    expect((await outbox.counts())[0]?.events).toBe(66 * 300);
    expect(await outbox.accept(many(69))).toHaveLength(300);
  });

  test("listeners learn of accounts with new pending events after the commit, and of no others", async () => {
    const { outbox } = await openOutbox();
    const heard: string[] = [];
    const stop = outbox.onPending((accountIds) => heard.push(...accountIds));
    await outbox.accept([makeAcceptance(makeEvent({ accountId: "ACC001" }))]);
    await outbox.accept([makeAcceptance(makeEvent({ accountId: "ACC001" }))]);
    await outbox.accept([
      makeAcceptance(
        makeEvent({ uniqueId: "2", accountId: "ACC002", state: "skipped", reason: { code: "x", message: "x" } }),
      ),
    ]);
    await expect.poll(() => heard.length, PATIENTLY).toBeGreaterThan(0);
    expect(new Set(heard)).toEqual(new Set(["ACC001"]));
    stop();
  });

  test("a held event is stored once, listed, and replaced by what it becomes", async () => {
    const { outbox } = await openOutbox();
    const held = makeHeld();
    expect(
      await outbox.accept([
        { events: [], held },
        { events: [], held },
      ]),
    ).toEqual(["accepted", "duplicate"]);
    const [listed] = await outbox.heldEvents({ pluginId: "shop" }, ALL);
    expect(listed).toMatchObject(held);
    const stillHeld = { ...held, reason: { code: "rate_unknown", message: "Still no rate." } };
    await outbox.releaseHeld(listed?.id ?? 0, { events: [], held: stillHeld });
    expect(await outbox.heldEvents({}, ALL)).toMatchObject([{ reason: stillHeld.reason }]);
    await outbox.releaseHeld(listed?.id ?? 0, makeAcceptance(makeEvent()));
    expect(await outbox.heldEvents({}, ALL)).toEqual([]);
    expect(await outbox.search({ state: "pending" }, ALL)).toHaveLength(1);
    await outbox.releaseHeld(listed?.id ?? 0, makeAcceptance(makeEvent({ uniqueId: "2" })));
    expect(await outbox.search({}, ALL)).toHaveLength(1);
  });

  test("an event that was held and comes again when it can be mapped is held no longer", async () => {
    const { outbox } = await openOutbox();
    await outbox.accept([{ events: [], held: makeHeld() }]);
    expect(await outbox.accept([makeAcceptance(makeEvent())])).toEqual(["accepted"]);
    expect(await outbox.heldEvents({}, ALL)).toEqual([]);
  });

  test("whatever comes at once and however often, each key is stored once and the counters are right", async () => {
    const { database, outbox } = await openOutbox();
    let run = 0;
    const acceptance = fc.array(
      fc.record({
        uniqueId: fc.integer({ min: 1, max: 12 }),
        metric: fc.constantFrom("Placed Order" as const, "Shipped" as const),
        pluginId: fc.constantFrom("shop", "other"),
        isSkipped: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(acceptance, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        async (calls) => {
          run += 1;
          const events = calls.map((call) =>
            call.map((parts) =>
              makeAcceptance(
                ...parts.map(({ uniqueId, isSkipped, ...part }) =>
                  makeEvent({
                    ...part,
                    uniqueId: `${run}-${uniqueId}`,
                    state: isSkipped ? "skipped" : "pending",
                    reason: isSkipped ? { code: "x", message: "x" } : null,
                  }),
                ),
              ),
            ),
          );
          const results = (await Promise.all(events.map((call) => outbox.accept(call)))).flat();

          const sent = events.flat(2).flatMap((acceptance) => acceptance.events);
          const keyOf = ({ pluginId, metric, uniqueId }: { pluginId: string; metric: string; uniqueId: string }) =>
            `${pluginId} ${metric} ${uniqueId}`;
          const ofThisRun = (await outbox.search({}, ALL)).filter(({ uniqueId }) => uniqueId.startsWith(`${run}-`));
          expect(ofThisRun.map(keyOf).sort()).toEqual([...new Set(sent.map(keyOf))].sort());
          const toSend = new Set(sent.filter(({ state }) => state === "pending").map(keyOf));
          for (const event of ofThisRun) expect(event.state).toBe(toSend.has(keyOf(event)) ? "pending" : "skipped");
          const accepted = results.filter((result) => result === "accepted").length;
          expect(accepted > 0).toBe(sent.length > 0);
          expect(accepted).toBeLessThanOrEqual(sent.length);

          const counted = await outbox.counts();
          const rows = await database.kysely
            .selectFrom("outbox")
            .select(["plugin_id as pluginId", "metric", "state"])
            .select((select) => select.fn.countAll<number>().as("events"))
            .groupBy(["plugin_id", "metric", "state"])
            .orderBy("plugin_id")
            .orderBy("metric")
            .orderBy("state")
            .execute();
          expect(counted).toEqual(rows.map((row) => ({ ...row })));
        },
      ),
      { numRuns: 25 },
    );
  });
});
