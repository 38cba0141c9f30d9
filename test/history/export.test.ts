import { expect, test } from "vitest";
import { type HistoryProblem, HistorySourceError } from "../../src/commerce/history-source.ts";
import { sampleEvent } from "../../src/commerce/samples.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { expectExactly, opensStages, PLUGIN } from "./export-stage.ts";
import { listSource } from "./list-source.ts";
import { makeShop } from "./make-shop.ts";

const FROM = "2022-09-01";
const isChosen = ({ createdAt }: { readonly createdAt: string }) => createdAt >= `${FROM}T00:00:00Z`;

describeOnBothEngines("the historical export", (open) => {
  const start = opensStages(open);

  test("tells Klaviyo exactly what the chosen customers' orders were, and says so", async () => {
    const shop = makeShop(300);
    const stage = await start({ openShop: listSource(shop) });
    const chosen = shop.filter(isChosen);
    expect(await stage.status()).toMatchObject({ status: "not_synchronised", isLocked: false });
    const started = await stage.history.start(PLUGIN, { from: FROM });
    expect(started).toMatchObject({ status: "pending", isLocked: true, from: FROM });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, chosen);
    const orders = chosen.reduce((sum, customer) => sum + customer.orders, 0);
    const events = chosen.reduce((sum, customer) => sum + customer.expected.length, 0);
    expect(await stage.status()).toMatchObject({
      message: "Customers registered on and after 2022-09-01 have been synchronized",
      customers: { done: chosen.length, total: chosen.length },
      orders: { done: orders, total: orders },
      events: { total: events, waiting: 0, sent: events },
      ...{ problems: 0, isLocked: false, trouble: null },
    });
    const report = await stage.history.report(PLUGIN);
    expect(report).toMatchObject({ isEverythingSent: true, waiting: 0, orders });
    for (const { metric, currency, source, sent, differences } of report?.lines ?? []) {
      const expected = chosen.flatMap((customer) =>
        customer.expected.filter((one) => one.metric === metric && one.currency === currency),
      );
      expect(source.count).toBe(expected.length);
      expect(Number(source.sum)).toBeCloseTo(
        expected.reduce((sum, { amount }) => sum + Number(amount), 0),
        4,
      );
      expect(sent).toEqual(source);
      expect(differences).toEqual([]);
    }
    expect(await stage.history.verify(PLUGIN, 15)).toMatchObject({ faults: [], broken: null });
  });

  test("begins at midnight of the shop's own zone", async () => {
    const [one, , , another] = makeShop(4, { prefix: "z" });
    if (one === undefined || another === undefined) throw new Error("no customers");
    const shop = [
      { ...one, createdAt: "2022-08-31T21:59:59.999Z" },
      { ...another, createdAt: "2022-08-31T22:00:00Z" },
    ];
    const stage = await start({ openShop: listSource(shop), settings: { timeZone: "Europe/Stockholm" } });
    await stage.history.start(PLUGIN, { from: FROM });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, [another]);
  });

  test("is refused a second time while it is pending or paused, and its settings are locked", async () => {
    const stage = await start({ openShop: listSource(makeShop(50)), isStarted: false });
    await stage.history.start(PLUGIN, { from: FROM });
    const pending = { code: "export_pending" };
    await expect(stage.history.start(PLUGIN, { from: "2020-01-01" })).rejects.toMatchObject(pending);
    await stage.history.pause(PLUGIN);
    await expect(stage.history.start(PLUGIN, {})).rejects.toMatchObject(pending);
    await expect(stage.history.requireUnlocked(PLUGIN, ["transferHistoricalDataFrom"])).rejects.toMatchObject({
      ...pending,
      faults: [{ pointer: "/settings/transferHistoricalDataFrom" }],
    });
    await stage.history.cancel(PLUGIN);
    await stage.history.requireUnlocked(PLUGIN, ["transferHistoricalDataFrom"]);
    await expect(stage.history.cancel(PLUGIN)).rejects.toMatchObject({ code: "export_not_in_state" });
    await expect(stage.history.resume(PLUGIN)).rejects.toMatchObject({ code: "export_not_in_state" });
    const starts = await Promise.allSettled([1, 2, 3].map(() => stage.history.start(PLUGIN, {})));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is not possible without a date, without keys, or without a shop", async () => {
    const stage = await start({ isStarted: false });
    await expect(stage.history.start(PLUGIN, {})).rejects.toMatchObject({ code: "settings_invalid" });
    await expect(stage.history.start(PLUGIN, { from: FROM })).rejects.toMatchObject({ code: "export_not_possible" });
    await expect(stage.history.start(PLUGIN, { from: FROM, file: "../../etc/passwd" })).rejects.toMatchObject({
      code: "export_file_not_found",
    });
    await stage.plugins.create({ id: "bare", name: "Bare" });
    await expect(stage.history.start("bare", { from: FROM })).rejects.toMatchObject({ code: "export_not_possible" });
    expect(await stage.status()).toMatchObject({ status: "not_synchronised" });
  });

  test("that is paused, resumed and taken over by other workers at any moment is exact", async () => {
    const shop = makeShop(200, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ openShop: listSource(shop, { pageSize: 3 }), maxBacklog: 100 });
    await stage.history.start(PLUGIN, { from: FROM });
    let worker = stage.worker;
    for (let round = 0; round < 6; round++) {
      const before = (await stage.status()).orders.done;
      await until("it gets on", async () => (await stage.status()).orders.done > before);
      if (round % 2 === 0) {
        await stage.history.pause(PLUGIN);
        const paused = await stage.status();
        expect(paused).toMatchObject({ status: "paused", isLocked: true });
        await until("what was accepted is delivered", async () => (await stage.status()).events.waiting === 0);
        expect((await stage.status()).orders).toEqual(paused.orders);
        await stage.history.resume(PLUGIN);
      } else {
        await worker.stop();
        worker = stage.employ();
        worker.start();
      }
    }
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
    expect(await stage.history.report(PLUGIN)).toMatchObject({ isEverythingSent: true });
  });

  test("that was cancelled sends nothing more, and can be started anew", async () => {
    const shop = makeShop(200, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ openShop: listSource(shop, { pageSize: 3 }), maxBacklog: 50 });
    await stage.history.start(PLUGIN, { from: FROM });
    await until("something is done", async () => (await stage.status()).orders.done > 20);
    const cancelled = await stage.history.cancel(PLUGIN);
    expect(cancelled).toMatchObject({ status: "cancelled", isLocked: false, secondsLeft: null });
    await until("what was accepted is delivered", async () => (await stage.status()).events.waiting === 0);
    expect((await stage.status()).orders.done).toBeLessThan(shop.reduce((sum, { orders }) => sum + orders, 0));
    await stage.history.start(PLUGIN, {});
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
  });

  test("goes on by itself after what passes, and fails with the reason at what does not, to be resumed", async () => {
    const shop = makeShop(60, { first: "2022-09-01T00:00:00Z" });
    let reads = 0;
    let isTokenRefused = true;
    const fail = (cursor: string | null) => {
      reads += 1;
      if (reads % 3 === 1)
        throw new HistorySourceError("centra_unavailable", "Centra answers 503.", { isRetryable: true });
      if (cursor === "20" && isTokenRefused)
        throw new HistorySourceError("token_refused", "Centra refuses the token. Enter a new one.", {
          isRetryable: false,
        });
    };
    const stage = await start({ openShop: listSource(shop, { fail }) });
    await stage.history.start(PLUGIN, { from: FROM });
    await stage.untilStatus("failed");
    expect(await stage.status()).toMatchObject({
      trouble: { code: "token_refused" },
      isLocked: false,
      customers: { done: 20 },
    });
    expect((await stage.status()).message).toContain("Enter a new one.");
    isTokenRefused = false;
    expect(await stage.history.resume(PLUGIN)).toMatchObject({
      status: "pending",
      trouble: null,
      customers: { done: 20 },
    });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
  });

  test("arrives whole while Klaviyo fails at random", async () => {
    const shop = makeShop(150, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ openShop: listSource(shop) });
    stage.sandbox.addFault({ match: { probability: 0.4 }, times: 4, action: { status: 503 } });
    stage.sandbox.addFault({ match: { probability: 0.3 }, times: 3, action: { reset: "mid-answer" } });
    await stage.history.start(PLUGIN, { from: FROM });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
  });

  test("lists what cannot be read, counts what is refused or left out, and names every difference", async () => {
    const problems: HistoryProblem[] = [
      { code: "order_incomplete", reference: "order 17", message: "It has no lines." },
    ];
    const [one, two, three] = makeShop(9, { first: "2022-09-01T00:00:00Z" }).filter(({ orders }) => orders > 1);
    if (one === undefined || two === undefined || three === undefined) throw new Error("no customers");
    const shop = [one, { ...two, problems }, three];
    const stage = await start({
      openShop: listSource(shop, { pageSize: 2 }),
      settings: { disabledMetrics: ["Confirmed Order"] },
    });
    const [refused] = three.expected;
    if (refused === undefined) throw new Error("no order");
    stage.sandbox.addFault({
      match: { uniqueId: refused.uniqueId, metric: "Placed Order" },
      action: { status: 400 },
    });
    await stage.history.start(PLUGIN, { from: FROM });
    await stage.untilStatus("synchronised");
    expect(await stage.history.problems(PLUGIN, { after: 0, limit: 10 })).toEqual([{ place: 1, ...problems[0] }]);
    const report = await stage.history.report(PLUGIN);
    expect(report).toMatchObject({ isEverythingSent: false, problems: 1 });
    const differences = (report?.lines ?? []).flatMap(({ metric, differences: found }) =>
      found.map(({ code, count }) => `${metric} ${code} ${count}`),
    );
    expect(differences).toContain("Placed Order refused_by_klaviyo 1");
    // What others pushed into the history lane is not the export's.
    const pushed = three.events[0];
    if (pushed?.type !== "order.placed") throw new Error("no order");
    const order = { ...pushed.data.order, number: "pushed-1" };
    stage.sandbox.addFault({ match: { uniqueId: "pushed-1", metric: "Placed Order" }, action: { status: 400 } });
    const plugin = await stage.plugins.find(PLUGIN);
    if (plugin === null) throw new Error("no plugin");
    const foreign = Object.assign({}, pushed, { id: "pushed-1", source: "/elsewhere", data: { order } });
    await stage.intake.accept(plugin, [foreign], { lane: "history" });
    await until("it is refused", async () => {
      const dead = await stage.outbox.search({ orderNumber: "pushed-1", state: "dead" }, { limit: 1 });
      return dead.length === 1;
    });
    expect((await stage.history.report(PLUGIN))?.lines).toEqual(report?.lines);
    expect(differences.some((text) => text.startsWith("Confirmed Order metric_disabled"))).toBe(true);
  });

  test("counts what Klaviyo refused of the export itself, live before or not, and nothing of an earlier one", async () => {
    const shop = makeShop(12, { first: "2022-08-28T00:00:00Z", hoursApart: 24 }).filter(({ orders }) => orders > 0);
    const outside = shop.find((customer) => !isChosen(customer));
    const [one, live] = shop.filter(isChosen);
    const liveEvent = live?.events[0];
    if (!outside || !one || !live || !liveEvent) throw new Error("too few customers");
    const stage = await start({ openShop: listSource(shop) });
    for (const { expected } of [outside, one, live])
      stage.sandbox.addFault({
        match: { uniqueId: expected[0]?.uniqueId ?? "", metric: "Placed Order" },
        action: { status: 400 },
      });
    const untilRefused = (count: number) =>
      until(`${count} are refused`, async () => {
        const dead = await stage.outbox.search({ state: "dead" }, { limit: 9 });
        return dead.length === count;
      });
    const plugin = await stage.plugins.find(PLUGIN);
    if (plugin === null) throw new Error("no plugin");
    await stage.intake.accept(plugin, [liveEvent], { lane: "live" });
    await untilRefused(1);
    const lines = async () => (await stage.history.report(PLUGIN))?.lines ?? [];
    const placed = async (side: "source" | "sent") =>
      (await lines())
        .filter(({ metric }) => metric === "Placed Order")
        .reduce((sum, line) => sum + line[side].count, 0);
    for (const [from, refused] of [
      ["2022-08-01", 3],
      [FROM, 2],
    ] as const) {
      await stage.history.start(PLUGIN, { from });
      await stage.untilStatus("synchronised");
      await untilRefused(3);
      const differences = (await lines()).flatMap((line) => line.differences);
      expect(differences.reduce((sum, { count }) => sum + count, 0)).toBe(refused);
      const chosen = shop.filter(({ createdAt }) => createdAt >= from);
      expect(await placed("source")).toBe(chosen.reduce((sum, { orders }) => sum + orders, 0));
      expect(await placed("sent")).toBe((await placed("source")) - refused);
    }
  });

  test("tells the customer's newest state, and never one that is older than what live events told", async () => {
    const shop = makeShop(40, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ openShop: listSource(shop), isStarted: false });
    const known = shop.find(({ orders }) => orders === 3);
    const liveOrder = known?.events[0];
    if (known === undefined || liveOrder?.type !== "order.placed") throw new Error("no order");
    const plugin = await stage.plugins.find(PLUGIN);
    if (plugin === null) throw new Error("no plugin");
    const order = {
      ...liveOrder.data.order,
      number: "live",
      shippingAddress: { address1: "Where they live now", countryCode: "SE" },
    };
    await stage.intake.accept(plugin, [sampleEvent("order.placed", { order })], { lane: "live" });
    await stage.history.start(PLUGIN, { from: FROM });
    stage.worker.start();
    await stage.untilStatus("synchronised");
    await until("the live event is there", () => stage.sandbox.events({ uniqueId: "live" }).length === 1);
    for (const { email, newestStreet } of shop) {
      if (newestStreet === null) continue;
      const [profile] = stage.sandbox.profiles({ email });
      expect(profile?.location.address1).toBe(email === known.email ? "Where they live now" : newestStreet);
    }
  });
});
