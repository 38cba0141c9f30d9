import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines, type OpenDatabase } from "../../test/databases.ts";
import { createIntakeParts } from "../../test/intake-parts.ts";
import { sampleEvent, sampleOrder } from "../commerce/samples.ts";
import type { Outbox } from "../outbox/outbox.ts";

async function openShop(open: OpenDatabase) {
  const parts = createIntakeParts(await open());
  const plugin = await parts.plugins.create({
    id: "shop",
    name: "Shop",
    apiKey: "SHOP01",
    settings: { baseCurrency: "SEK" },
  });
  return { ...parts, plugin };
}

interface RefundOptions {
  readonly order?: string;
  readonly ordinal?: number;
  readonly hour?: number;
}

function refunded(id: string, { order = "500", ordinal, hour = 10 }: RefundOptions = {}) {
  const refund = { id, amount: "10.00", ...(ordinal === undefined ? {} : { ordinal }) };
  const time = `2026-03-14T${String(hour).padStart(2, "0")}:00:00+01:00`;
  return sampleEvent(
    "order.refunded",
    { order: { ...sampleOrder, number: order }, refund },
    { id: `refund-${order}-${id}`, time },
  );
}

async function refundIds(outbox: Outbox, order = "500"): Promise<string[]> {
  const rows = await outbox.search({ orderNumber: order, metric: "Refunded Order" }, { limit: 100 });
  return rows.map(({ uniqueId }) => uniqueId).toSorted();
}

const live = { lane: "live" } as const;

describeOnBothEngines("intake", (open) => {
  test("an order becomes its metrics with what they are searched by", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    const results = await intake.accept(plugin, [sampleEvent("order.placed")], { lane: "history" });
    const rows = await outbox.search({}, { limit: 10 });
    expect(results).toEqual([{ status: "accepted", skipped: [] }]);
    expect(rows.map(({ metric }) => metric).toSorted()).toEqual(["Ordered Product", "Placed Order"]);
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{
          pluginId: "shop",
          lane: "history",
          state: "pending",
          email: "jane.doe@ascaro-shop.com",
          orderNumber: "102",
        },
        ...{ commerceType: "order.placed", commerceSource: "/shops/ascaro", commerceId: "sample-order.placed" },
        occurredAt: Date.parse("2026-03-14T09:26:53+01:00"),
      });
    }
  });

  test("an event of the past says nothing of the profile but whose it is, so that it overwrites nothing newer", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    const profileOf = async (lane: "live" | "history", id: string) => {
      const order = { ...sampleOrder, number: id };
      await intake.accept(plugin, [sampleEvent("order.placed", { order }, { id })], { lane });
      const [row] = await outbox.search({ orderNumber: id }, { limit: 1 });
      return JSON.parse((await outbox.find(row?.id ?? 0))?.profile ?? "{}");
    };
    expect(await profileOf("history", "1")).toEqual({ email: "jane.doe@ascaro-shop.com" });
    expect(await profileOf("live", "2")).toMatchObject({ email: "jane.doe@ascaro-shop.com", first_name: "Jane" });
  });

  test("the first refund carries the order's number, later ones an id of their own, and a repetition changes nothing", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    const first = await intake.accept(plugin, [refunded("a")], live);
    const second = await intake.accept(plugin, [refunded("b")], live);
    const again = await intake.accept(plugin, [refunded("b"), refunded("a")], live);
    expect([first, second, again].flat().map(({ status }) => status)).toEqual([
      "accepted",
      "accepted",
      "duplicate",
      "duplicate",
    ]);
    expect(await refundIds(outbox)).toEqual(["500", "500-refund-b"]);
  });

  test("within a batch the earliest refund is the first, wherever it stands", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    const batch = [refunded("late", { hour: 12 }), refunded("early", { hour: 8 }), refunded("x", { order: "501" })];
    await intake.accept(plugin, batch, live);
    expect(await refundIds(outbox)).toEqual(["500", "500-refund-late"]);
    expect(await refundIds(outbox, "501")).toEqual(["501"]);
  });

  test("a refund that says it is the second leaves the order's number to the first, whichever comes first", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    await intake.accept(plugin, [refunded("b", { ordinal: 2 })], live);
    await intake.accept(plugin, [refunded("a", { ordinal: 1 })], live);
    expect(await refundIds(outbox)).toEqual(["500", "500-refund-b"]);
  });

  test("no refund is lost to another's id, however two sources number and order them", async () => {
    const { intake, plugin, outbox } = await openShop(open);
    let run = 0;
    const refund = fc.record({
      id: fc.constantFrom("a", "b", "c"),
      ordinal: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(refund, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (batches) => {
          run += 1;
          const order = `r${run}`;
          const asEvents = batches.map((batch) =>
            batch.map(({ id, ordinal }) => refunded(id, { order, ...(ordinal === undefined ? {} : { ordinal }) })),
          );
          const results = await Promise.all(asEvents.map((events) => intake.accept(plugin, events, live)));
          const distinct = new Set(batches.flat().map(({ id }) => id));
          const accepted = results.flat().filter(({ status }) => status === "accepted");
          expect(accepted).toHaveLength(distinct.size);
          expect(await refundIds(outbox, order)).toHaveLength(distinct.size);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("of refunds pushed at once, through two services on one database, exactly one carries the order's number", async () => {
    const database = await open();
    const one = createIntakeParts(database);
    const plugin = await one.plugins.create({
      id: "shop",
      name: "Shop",
      apiKey: "SHOP01",
      settings: { baseCurrency: "SEK" },
    });
    const other = database.dialect === "postgres" ? createIntakeParts(await open()) : createIntakeParts(database);
    const ids = Array.from({ length: 20 }, (_, index) => `r${index}`);
    await Promise.all(
      ids.map((id, index) => (index % 2 === 0 ? one : other).intake.accept(plugin, [refunded(id)], live)),
    );
    const found = await refundIds(one.outbox);
    expect(found).toHaveLength(20);
    expect(found.filter((id) => id === "500")).toHaveLength(1);
  });
});
