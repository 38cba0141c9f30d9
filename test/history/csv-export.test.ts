import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { csvOfShop } from "./csv-of-shop.ts";
import { expectExactly, expectNewestProfiles, opensStages, PLUGIN } from "./export-stage.ts";
import { type MadeCustomer, makeShop } from "./make-shop.ts";

const FROM = "2022-09-01";
const isChosen = ({ createdAt }: MadeCustomer) => createdAt >= `${FROM}T00:00:00Z`;

function shuffled<Item>(items: readonly Item[]): Item[] {
  const all = [...items];
  return fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 1, seed: 7 })[0] ?? all;
}

describeOnBothEngines("an export from a CSV file", (open) => {
  const start = opensStages(open);

  test.each([
    ["commas", { delimiter: "," }],
    ["semicolons, and the order's cells repeated in each of its rows", { delimiter: ";", isRepeated: true }],
  ])("tells Klaviyo exactly what the same shop as NDJSON does: %s", async (_how, options) => {
    const shop = makeShop(250);
    const stage = await start();
    const { header, orders } = csvOfShop(shop, options);
    const file = await stage.upload([`\uFEFF${header}`, ...shuffled(orders)], "csv");
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("synchronised");
    const chosen = shop.filter(isChosen);
    expectExactly(stage.sandbox, chosen);
    const withOrders = chosen.filter((customer) => customer.orders > 0).length;
    const count = chosen.reduce((sum, customer) => sum + customer.orders, 0);
    expect(await stage.status()).toMatchObject({
      customers: { done: withOrders, total: withOrders },
      orders: { done: count, total: count },
      problems: 0,
    });
    expectNewestProfiles(stage.sandbox, chosen);
    const asCsv = (await stage.history.report(PLUGIN))?.lines;
    const lines = await stage.upload(shuffled(shop.flatMap((customer) => customer.lines)));
    await stage.history.start(PLUGIN, { from: FROM, file: lines });
    await stage.untilStatus("synchronised");
    expect((await stage.history.report(PLUGIN))?.lines).toEqual(asCsv);
    expectExactly(stage.sandbox, chosen);
  });

  test("goes on where it was, on another worker, in whichever pass", async () => {
    const shop = makeShop(700, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ maxBacklog: 200, isStarted: false });
    const { header, orders } = csvOfShop(shop);
    const file = await stage.upload([header, ...shuffled(orders)], "csv");
    await stage.history.start(PLUGIN, { from: FROM, file });
    let worker = stage.worker;
    for (const after of [0, 0, 100, 400]) {
      worker.start();
      await until(`${after} orders are done`, async () => {
        const status = await stage.status();
        return status.orders.done >= after && status.updatedAt !== status.startedAt;
      });
      await worker.stop();
      worker = stage.employ();
    }
    worker.start();
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
    expect(await stage.history.report(PLUGIN)).toMatchObject({ isEverythingSent: true, problems: 0 });
  });

  test("takes an order without an account's date for a guest's", async () => {
    const known = makeShop(5, { first: "2022-09-01T00:00:00Z" });
    const guests = makeShop(9, { first: "2022-10-01T00:00:00Z", prefix: "g" });
    const stage = await start();
    const { header, orders } = csvOfShop([...known, ...guests], { guests: new Set(guests) });
    const file = () => stage.upload([header, ...orders], "csv");
    await stage.history.start(PLUGIN, { from: FROM, file: await file() });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, known);
    await stage.history.start(PLUGIN, { from: FROM, includeGuests: true, file: await file() });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, [...known, ...guests]);
  });

  test("a file that is not CSV all through is refused before anything of it is sent", async () => {
    const shop = makeShop(9, { first: "2022-09-01T00:00:00Z" });
    const stage = await start();
    const { header, orders } = csvOfShop(shop);
    const file = await stage.upload([header, ...orders, `"${orders[0]}`], "csv");
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("failed");
    const { trouble } = await stage.status();
    expect(trouble?.code).toBe("export_file_broken");
    expect(trouble?.message).toContain(`line ${orders.flatMap((order) => order.split("\r\n")).length + 2}`);
    expect(await stage.outbox.search({}, { limit: 1 })).toEqual([]);
  });

  test("a header that lacks what must be there is refused at the start", async () => {
    const stage = await start({ isStarted: false });
    const file = await stage.upload(["order_number,email,total", "1,a@b.se,7"], "csv");
    const refusal = { code: "export_not_possible", message: expect.stringContaining('column 3, "total"') };
    await expect(stage.history.start(PLUGIN, { from: FROM, file })).rejects.toMatchObject(refusal);
    await expect(stage.history.dryRun(PLUGIN, { from: FROM, file })).rejects.toMatchObject(refusal);
  });
});
