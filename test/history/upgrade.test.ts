import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { exportOrders } from "../../src/database/migrations/0011-export-orders.ts";
import { createFileSource } from "../../src/history/file/file-source.ts";
import { createFileSurvey } from "../../src/history/file/file-survey.ts";
import { describeOnBothEngines } from "../databases.ts";
import { expectExactly, opensStages, PLUGIN } from "./export-stage.ts";
import { makeShop } from "./make-shop.ts";

const FROM = "2022-09-01";
const since = Date.parse(`${FROM}T00:00:00Z`);

/** Leaves what exports have in the database as version 10 has it: orders among the customers, and no word of whose an event is. */
async function stepBack({ kysely }: Database): Promise<void> {
  await sql`
    INSERT INTO export_customers
      (plugin_id, file, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order)
    SELECT plugin_id, file, 'order ' || order_number, 0, 0, 0, 0, -first_line, CAST(first_line AS TEXT)
    FROM export_orders`.execute(kysely);
  await sql`DROP TABLE export_orders`.execute(kysely);
  await sql`ALTER TABLE outbox DROP COLUMN export_started_at`.execute(kysely);
}

async function stepForward({ kysely, dialect }: Database): Promise<void> {
  for (const statement of exportOrders.statements(dialect)) await sql.raw(statement).execute(kysely);
}

describeOnBothEngines("an upgrade under an export", (open) => {
  const start = opensStages(open);

  test.each([
    ["half surveyed", 1],
    ["surveyed", Number.POSITIVE_INFINITY],
  ])("a file that is %s is read on, and a repeated order is still known", async (_how, pages) => {
    const shop = makeShop(40, { first: "2022-09-01T00:00:00Z" }).filter(({ orders }) => orders > 0);
    const lines = shop.flatMap((customer) => customer.lines);
    const stage = await start({ isStarted: false });
    const { database, history } = stage;
    const file = await stage.upload([...lines, ...Array.from({ length: 1_500 }, () => ""), lines[1] ?? ""]);
    await history.start(PLUGIN, { from: FROM, file });
    const survey = createFileSurvey({ database, pluginId: PLUGIN, file, nextTurn: async () => {} });
    const selection = { since, includeGuests: false };
    const source = createFileSource({ path: history.uploads.path(file), selection, survey, nextTurn: async () => {} });
    let cursor: string | null = null;
    for (let page = 0; page < pages && !cursor?.includes("export"); page++)
      cursor = (await source.read(cursor, AbortSignal.timeout(10_000))).next;
    await database.kysely.updateTable("exports").set({ cursor }).execute();

    await stepBack(database);
    await stepForward(database);
    stage.worker.start();
    await stage.untilStatus("synchronised");
    expectExactly(stage.sandbox, shop);
    expect(await history.problems(PLUGIN, { after: 0, limit: 9 })).toMatchObject([
      { code: "order_repeated", reference: expect.stringContaining(`line ${lines.length + 1_501},`) },
    ]);
    const { orders } = await stage.status();
    expect(orders.done).toBe(shop.reduce((sum, one) => sum + one.orders, 0) + 1);
    for (const table of ["export_customers", "export_orders"] as const)
      expect(await database.kysely.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test("the report still knows what Klaviyo refused of it, and what of others", async () => {
    const shop = makeShop(9, { first: "2022-09-01T00:00:00Z" }).filter(({ orders }) => orders > 0);
    const [refused, pushed] = shop.map(({ expected }) => expected[0]?.uniqueId ?? "");
    const [, other] = shop;
    const pushedEvent = other?.events[0];
    if (pushed === undefined || pushedEvent === undefined) throw new Error("no order");
    const stage = await start();
    for (const uniqueId of [refused, pushed])
      stage.sandbox.addFault({ match: { uniqueId: uniqueId ?? "", metric: "Placed Order" }, action: { status: 400 } });
    const file = await stage.upload(shop.filter((one) => one !== other).flatMap(({ lines }) => lines));
    await stage.history.start(PLUGIN, { from: FROM, file });
    await stage.untilStatus("synchronised");
    const plugin = await stage.plugins.find(PLUGIN);
    if (plugin === null) throw new Error("no plugin");
    await stage.intake.accept(plugin, [Object.assign({}, pushedEvent, { source: "/elsewhere" })], { lane: "history" });
    await expect.poll(async () => (await stage.outbox.search({ state: "dead" }, { limit: 9 })).length).toBe(2);
    const before = await stage.history.report(PLUGIN);
    expect(before?.lines.flatMap(({ differences }) => differences)).toMatchObject([
      { code: "refused_by_klaviyo", count: 1 },
    ]);
    await stepBack(stage.database);
    await stepForward(stage.database);
    expect(await stage.history.report(PLUGIN)).toEqual(before);
  });
});
