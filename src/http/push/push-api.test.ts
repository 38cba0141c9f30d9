import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { sampleEvent, sampleGiftCertificate, sampleOrder } from "../../commerce/samples.ts";

const orderPlaced = (number: string) =>
  sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: `placed-${number}` });

const lines = (...items: unknown[]) => items.map((item) => JSON.stringify(item)).join("\n");

describeOnBothEngines("push API", (open) => {
  test("one event is committed when it is answered, and counts as a duplicate from then on", async () => {
    const { push, outbox } = await startHttpService(await open());
    const first = await push(orderPlaced("1"));
    const rows = await outbox.search({ orderNumber: "1" }, { limit: 10 });
    const second = await push(orderPlaced("1"));
    expect([first.status, first.json]).toEqual([202, { id: "placed-1", status: "accepted" }]);
    expect(rows.map(({ metric, uniqueId, state, lane }) => [metric, uniqueId, state, lane]).toSorted()).toEqual([
      ["Ordered Product", "1-68", "pending", "live"],
      ["Placed Order", "1", "pending", "live"],
    ]);
    expect([second.status, second.json]).toEqual([202, { id: "placed-1", status: "duplicate" }]);
    expect(await outbox.search({ orderNumber: "1" }, { limit: 10 })).toHaveLength(2);
  });

  test("the lane of a backfill is history", async () => {
    const { push, outbox } = await startHttpService(await open());
    const answer = await push(orderPlaced("1"), { path: "?lane=history" });
    const rows = await outbox.search({}, { limit: 10 });
    expect(answer.status).toBe(202);
    expect(rows.map(({ lane }) => lane)).toEqual(["history", "history"]);
  });

  test("a batch is judged item by item: bad items are listed with their faults and hold nothing up", async () => {
    const { push, outbox } = await startHttpService(await open());
    await push(orderPlaced("1"));
    const { currency: _missing, ...noCurrency } = { ...sampleOrder, number: "3" };
    const bad = { ...orderPlaced("3"), data: { order: noCurrency } };
    const answer = await push([orderPlaced("1"), orderPlaced("2"), bad, "no event", orderPlaced("2")], {
      type: "application/cloudevents-batch+json",
    });
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({
      results: [
        { id: "placed-1", status: "duplicate" },
        { id: "placed-2", status: "accepted" },
        { id: "placed-3", status: "refused", faults: [{ pointer: "/data/order/currency" }] },
        { id: null, status: "refused", faults: [{ pointer: "" }] },
        { id: "placed-2", status: "duplicate" },
      ],
      counts: { accepted: 1, duplicate: 2, held: 0, skipped: 0, refused: 2 },
    });
    expect(await outbox.search({ orderNumber: "3" }, { limit: 10 })).toEqual([]);
  });

  test("lines are taken as a batch is; a line that is not JSON is a fault of its own", async () => {
    const { push } = await startHttpService(await open());
    const body = `${lines(orderPlaced("1"), orderPlaced("2"))}\n{"half":\n\n${lines(orderPlaced("3"))}\n`;
    const answer = await push(body, { type: "application/x-ndjson" });
    expect(answer.status).toBe(202);
    expect(answer.json.counts).toEqual({ accepted: 3, duplicate: 0, held: 0, skipped: 0, refused: 1 });
    expect(answer.json.results).toHaveLength(4);
  });

  test("when nothing of a batch is good the answer is 422, with pointers into the batch and all results", async () => {
    const { push } = await startHttpService(await open());
    const answer = await push([{}, { ...orderPlaced("1"), time: "yesterday" }]);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      code: "events_invalid",
      errors: expect.arrayContaining([expect.objectContaining({ pointer: "/1/time" })]),
      results: [{ status: "refused" }, { id: "placed-1", status: "refused" }],
      counts: { refused: 2 },
    });
  });

  test("an empty batch is nothing to complain about", async () => {
    const { push } = await startHttpService(await open());
    const answer = await push([]);
    expect([answer.status, answer.json.results]).toEqual([202, []]);
  });

  test("what the settings leave out is answered as skipped with the reason, listed, counted, and sent after all by a replay", async () => {
    const { push, admin, plugins } = await startHttpService(await open());
    await plugins.update("shop", 1, { settings: { restrictMarkets: ["Norway"] } });
    const skipped = await push(orderPlaced("1"));
    await plugins.update("shop", 2, { settings: { restrictMarkets: [], disabledMetrics: ["Ordered Product"] } });
    const partly = await push(orderPlaced("2"));
    await plugins.update("shop", 3, { status: "inactive" });
    const inactive = await push(orderPlaced("3"));
    const list = await admin("/events?state=skipped&order=1");
    const status = await admin("/status");
    const replayed = await admin("/events/replay", { body: { state: "skipped", order: "1" } });

    expect(skipped.json).toMatchObject({
      status: "skipped",
      skipped: [{ metric: "Placed Order", reason: { code: "market_restricted" } }, {}],
    });
    expect(partly.json).toMatchObject({
      status: "accepted",
      skipped: [{ metric: "Ordered Product", reason: { code: "metric_disabled" } }],
    });
    expect(inactive.json).toMatchObject({ status: "skipped", skipped: [{ reason: { code: "plugin_inactive" } }, {}] });
    expect(list.json.events).toEqual([
      expect.objectContaining({ state: "skipped", reason: expect.objectContaining({ code: "market_restricted" }) }),
      expect.objectContaining({ state: "skipped", reason: expect.objectContaining({ code: "market_restricted" }) }),
    ]);
    expect(status.json).toMatchObject({
      plugins: [
        {
          id: "shop",
          events: expect.arrayContaining([
            { metric: "Ordered Product", state: "skipped", events: 3 },
            { metric: "Placed Order", state: "skipped", events: 2 },
            { metric: "Placed Order", state: "pending", events: 1 },
          ]),
        },
      ],
    });
    expect(replayed.json).toEqual({ replayed: 2 });
  });

  test("times at the ends of the calendar and odd characters are taken; neither is a fault of the service", async () => {
    const { push } = await startHttpService(await open());
    const gift = { ...sampleGiftCertificate, dueAt: "9999-12-31T23:59:59-12:00" };
    const order = {
      ...{ ...sampleOrder, number: "1", createdAt: "0001-01-01T00:00:00Z" },
      customer: { ...sampleOrder.customer, firstName: "J\u0000ne\ud800" },
    };
    const { status, json } = await push([
      sampleEvent("gift_certificate.issued", { giftCertificate: gift }),
      sampleEvent("order.placed", { order }),
    ]);
    expect([status, json.counts]).toEqual([202, expect.objectContaining({ accepted: 2 })]);
  });

  test("a body in another encoding than UTF-8 is refused, since its names would become others", async () => {
    const { push } = await startHttpService(await open());
    const order = { ...sampleOrder, customer: { ...sampleOrder.customer, firstName: "Björn" } };
    const text = JSON.stringify(sampleEvent("order.placed", { order }));
    const answer = await push(Buffer.from(text, "latin1"));
    expect([answer.status, answer.json.code]).toEqual([400, "malformed_json"]);
    expect((await push(text)).status).toBe(202);
  });

  test("of fifty pushes of the same event at once exactly one is accepted", async () => {
    const { push, outbox } = await startHttpService(await open());
    const answers = await Promise.all(Array.from({ length: 50 }, () => push(orderPlaced("1"))));
    const statuses = answers.map(({ json }) => json.status).toSorted();
    expect(statuses).toEqual(["accepted", ...Array(49).fill("duplicate")]);
    expect(await outbox.search({}, { limit: 10 })).toHaveLength(2);
  });

  test("however events are cut into concurrent requests, each is accepted exactly once", async () => {
    const { push, outbox } = await startHttpService(await open());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 6,
        }),
        async (requests) => {
          run += 1;
          const number = (order: number) => `${run}x${order}`;
          const answers = await Promise.all(
            requests.map((orders) => push(orders.map((order) => orderPlaced(number(order))))),
          );
          const accepted = answers
            .flatMap(({ json }) => JSON.parse(JSON.stringify(json.results)))
            .filter(({ status }) => status === "accepted");
          const orders = [...new Set(requests.flat())];
          expect(accepted.map(({ id }) => id).toSorted()).toEqual(
            orders.map((order) => `placed-${number(order)}`).toSorted(),
          );
          for (const order of orders)
            expect(await outbox.search({ orderNumber: number(order) }, { limit: 10 })).toHaveLength(2);
        },
      ),
      { numRuns: 12 },
    );
  });

  test("a revoked key is refused at once, although it was believed a moment ago", async () => {
    const { push, admin, pushKey } = await startHttpService(await open());
    const before = await push(orderPlaced("1"));
    const revoked = await admin(`/plugins/shop/keys/${pushKey.id}`, { method: "DELETE" });
    const after = await push(orderPlaced("2"));
    expect([before.status, revoked.status, after.status]).toEqual([202, 204, 401]);
    expect(after.json.code).toBe("key_refused");
  });

  test("a key opens its own plugin only", async () => {
    const { call, plugins, key } = await startHttpService(await open());
    await plugins.create({ id: "other", name: "Other" });
    const answer = await call("/v1/plugins/other/events", { token: key, body: orderPlaced("1") });
    expect([answer.status, answer.json.code]).toEqual([401, "key_refused"]);
  });

  test("a change of the settings holds for the next push", async () => {
    const { push, plugins } = await startHttpService(await open());
    const before = await push(orderPlaced("1"));
    await plugins.update("shop", 1, { settings: { disabledMetrics: ["Placed Order", "Ordered Product"] } });
    const after = await push(orderPlaced("2"));
    expect([before.json.status, after.json.status]).toEqual(["accepted", "skipped"]);
  });
});
