import { rename } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { expectExactly, expectNewestProfiles, opensStages, PLUGIN } from "./export-stage.ts";
import { type MadeCustomer, makeShop } from "./make-shop.ts";

const FROM = "2022-09-01";
const isChosen = ({ createdAt }: MadeCustomer) => createdAt >= `${FROM}T00:00:00Z`;

/** The customers' lines in an order that depends on the seed alone: orders stand before their customers as often as after. */
function shuffledLines(customers: readonly MadeCustomer[], seed = 7): string[] {
  const lines = customers.flatMap((customer) => customer.lines);
  const [shuffled = lines] = fc.sample(fc.shuffledSubarray(lines, { minLength: lines.length }), { numRuns: 1, seed });
  return shuffled;
}

describeOnBothEngines("an export from a file", (open) => {
  const start = opensStages(open);

  test("chooses by the customers' lines, wherever they stand, and takes each one's newest state", async () => {
    const shop = makeShop(250);
    const stage = await start();
    const file = await stage.upload(shuffledLines(shop));
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("synchronised");
    const chosen = shop.filter(isChosen);
    expectExactly(stage.sandbox, chosen);
    const orders = chosen.reduce((sum, customer) => sum + customer.orders, 0);
    expect(await stage.status()).toMatchObject({
      source: { kind: "file", file },
      customers: { done: chosen.length, total: chosen.length },
      orders: { done: orders, total: orders },
    });
    expectNewestProfiles(stage.sandbox, chosen);
    // It held personal data.
    await expect(stage.history.uploads.size(file)).rejects.toMatchObject({ code: "export_file_not_found" });
  });

  test("goes on where it was, on another worker, in whichever pass", async () => {
    const shop = makeShop(700, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ maxBacklog: 200, isStarted: false });
    const file = await stage.upload(shuffledLines(shop));
    await stage.history.start(PLUGIN, { from: FROM, file });
    let worker = stage.worker;
    for (const after of [0, 0, 100, 400]) {
      worker.start();
      await until(`${after} orders are done`, async () => {
        const { orders, updatedAt, startedAt } = await stage.status();
        return orders.done >= after && updatedAt !== startedAt;
      });
      await worker.stop();
      worker = stage.employ();
    }
    worker.start();
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
    expect(await stage.history.report(PLUGIN)).toMatchObject({ isEverythingSent: true });
  });

  test("takes orders of no account when asked to, from the same date on", async () => {
    const known = makeShop(5, { first: "2022-09-01T00:00:00Z" });
    const guests = makeShop(60, { first: "2022-08-01T00:00:00Z", prefix: "g" });
    const lines = [...known, ...guests.map((guest) => ({ ...guest, lines: guest.lines.slice(1) }))];
    const stage = await start();
    const file = await stage.upload(shuffledLines(lines));
    await stage.history.start(PLUGIN, { from: FROM, file, includeGuests: true });
    await stage.untilStatus("synchronised");
    const since = Date.parse(`${FROM}T00:00:00Z`);
    const placedAt = new Map(
      guests.flatMap(({ expected }) =>
        expected.filter(({ metric }) => metric === "Placed Order").map(({ uniqueId, time }) => [uniqueId, time]),
      ),
    );
    const expectedGuests = guests.map((guest) => ({
      ...guest,
      expected: guest.expected.filter(({ uniqueId }) => {
        const number = /^g\d+-\d+/.exec(uniqueId)?.[0] ?? "";
        return Date.parse(placedAt.get(number) ?? "") >= since;
      }),
    }));
    expectExactly(stage.sandbox, [...known, ...expectedGuests]);
    const { orders } = await stage.status();
    expect(orders.done).toBe(orders.total);
  });

  test("lists broken lines by their number and takes the others", async () => {
    const [one, two, three] = makeShop(9, { first: "2022-09-01T00:00:00Z" }).filter(({ orders }) => orders > 0);
    if (one === undefined || two === undefined || three === undefined) throw new Error("no customers");
    const broken = (three.lines[1] ?? "").replace('"grandTotal":"', '"grandTotal":"-');
    const stage = await start();
    const file = await stage.upload([
      ...[
        "\uFEFF",
        "not json",
        '{"type":"parcel"}',
        '{"type":"customer","createdAt":"yesterday","customer":{"email":"a@b.se"}}',
      ],
      ...one.lines,
      ...["", "   "],
      ...[three.lines[0] ?? "", broken],
      ...two.lines,
    ]);
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, [one, two]);
    const problems = await stage.history.problems(PLUGIN, { after: 0, limit: 100 });
    const place = one.lines.length + 8;
    expect(problems.map(({ code, reference }) => [code, reference])).toEqual([
      ["line_not_json", "line 2"],
      ["line_invalid", "line 3"],
      ["line_invalid", "line 4"],
      ["order_invalid", `line ${place}, order ${three.expected[0]?.uniqueId}`],
    ]);
    expect(problems.at(-1)?.message).toContain("/order/totals/grandTotal");
    expect(await stage.status()).toMatchObject({ problems: 4 });
  });

  test("an order that stands in the file twice counts once, and its second line is listed", async () => {
    const shop = makeShop(9, { first: "2022-09-01T00:00:00Z" }).filter(({ orders }) => orders > 0);
    const lines = shop.flatMap((customer) => customer.lines);
    const [number] = shop.flatMap(({ expected }) => expected.map(({ uniqueId }) => uniqueId));
    const repeated = lines[1] ?? "";
    const stage = await start();
    // So far behind that another piece of the survey reads it.
    const file = await stage.upload([...lines, ...Array.from({ length: 1_100 }, () => ""), repeated]);
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
    expect(await stage.history.problems(PLUGIN, { after: 0, limit: 9 })).toMatchObject([
      { code: "order_repeated", reference: `line ${lines.length + 1_101}, order ${number}` },
    ]);
    const placed = shop.flatMap(({ expected }) => expected).filter(({ metric }) => metric === "Placed Order").length;
    const report = await stage.history.report(PLUGIN);
    const counted = (report?.lines ?? []).filter(({ metric }) => metric === "Placed Order");
    expect(counted.reduce((sum, { source }) => sum + source.count, 0)).toBe(placed);
    expect(counted.every(({ source, sent }) => source.count === sent.count)).toBe(true);
  });

  test("fails with the reason when the file is gone, and is refused when there is none", async () => {
    const stage = await start({ isStarted: false });
    const file = await stage.upload(shuffledLines(makeShop(5)));
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.history.uploads.remove(file);
    stage.worker.start();
    await stage.untilStatus("failed");
    expect(await stage.status()).toMatchObject({ trouble: { code: "export_file_unreadable" }, isLocked: false });
    await expect(stage.history.start(PLUGIN, { from: FROM, file })).rejects.toMatchObject({
      code: "export_file_not_found",
    });
  });

  test("the file of an export that failed goes when another takes its place", async () => {
    const shop = makeShop(5, { first: "2022-09-01T00:00:00Z" });
    const stage = await start({ isStarted: false });
    const { uploads } = stage.history;
    const [first, second] = [await stage.upload(shuffledLines(shop)), await stage.upload(shuffledLines(shop))];
    await stage.history.start(PLUGIN, { from: FROM, file: first });
    await rename(uploads.path(first), uploads.path("elsewhere"));
    stage.worker.start();
    await stage.untilStatus("failed");
    await rename(uploads.path("elsewhere"), uploads.path(first));
    await stage.history.start(PLUGIN, { from: FROM, file: second });
    await expect(uploads.size(first)).rejects.toMatchObject({ code: "export_file_not_found" });
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
  });

  test("a dry run counts and shows samples, and sends nothing", async () => {
    const shop = makeShop(120, { first: "2022-09-01T00:00:00Z" });
    const stage = await start();
    const file = await stage.upload(shuffledLines(shop));
    const seen = await stage.history.dryRun(PLUGIN, { from: FROM, file });
    const orders = shop.reduce((sum, customer) => sum + customer.orders, 0);
    expect(seen).toMatchObject({ total: { customers: 120, orders }, read: { customers: 120, orders }, isWhole: true });
    expect(seen.samples).toHaveLength(5);
    expect(await stage.status()).toMatchObject({ status: "not_synchronised" });
    expect(stage.sandbox.events()).toEqual([]);
    expect(await stage.outbox.search({}, { limit: 1 })).toEqual([]);
  });

  test("an upload goes on only where the file ends", async () => {
    const { history } = await start({ isStarted: false });
    const file = await history.uploads.create("ndjson");
    expect(await history.uploads.append(file, 0, Buffer.from("abc"))).toBe(3);
    await expect(history.uploads.append(file, 0, Buffer.from("abc"))).rejects.toMatchObject({ size: 3 });
    expect(await history.uploads.append(file, 3, Buffer.from("d"))).toBe(4);
  });
});
