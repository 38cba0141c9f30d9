import { expect, test } from "vitest";
import { describeOnBothEngines, type OpenDatabase } from "../../test/databases.ts";
import { createIntakeParts } from "../../test/intake-parts.ts";
import type { Clock } from "../clock.ts";
import { sampleEvent, sampleOrder } from "../commerce/samples.ts";
import { createIntake } from "./intake.ts";
import { createRecentEvents } from "./recent-events.ts";

const DAY_MS = 86_400_000;

async function openShop(open: OpenDatabase, clock?: Clock) {
  const database = await open(clock);
  const parts = createIntakeParts(database, clock === undefined ? {} : { clock });
  const recentEvents = createRecentEvents({ database, clock: parts.clock, logger: parts.logger, keepDays: 30 });
  const intake = createIntake({ ...parts, recentEvents });
  const plugin = await parts.plugins.create({ id: "shop", name: "Shop", settings: { baseCurrency: "SEK" } });
  const rows = () => database.kysely.selectFrom("recent_events").selectAll().execute();
  return { ...parts, database, recentEvents, intake, plugin, rows };
}

const order = (number: string) =>
  sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: `placed-${number}` });

describeOnBothEngines("recent events", (open) => {
  test("the newest of each type is kept, and no more than that", async () => {
    const { intake, plugin, recentEvents, rows } = await openShop(open);
    await intake.accept(plugin, [order("1"), sampleEvent("customer.created")], { lane: "live" });
    await recentEvents.latest("shop");
    await intake.accept(plugin, [order("2"), order("3")], { lane: "live" });
    const latest = await recentEvents.latest("shop");
    expect(latest.map(({ id }) => id).toSorted()).toEqual(["placed-3", "sample-customer.created"]);
    expect(await rows()).toHaveLength(2);
  });

  test("what is kept is read by another process, once it was stopped or five seconds have gone", async () => {
    const { database, intake, plugin, recentEvents, ...parts } = await openShop(open);
    await intake.accept(plugin, [order("1")], { lane: "live" });
    await recentEvents.stop();
    const other = createRecentEvents({ database, ...parts, keepDays: 30 });
    expect((await other.latest("shop")).map(({ id }) => id)).toEqual(["placed-1"]);
  });

  test("history is not news", async () => {
    const { intake, plugin, recentEvents } = await openShop(open);
    await intake.accept(plugin, [order("1")], { lane: "history" });
    expect(await recentEvents.latest("shop")).toEqual([]);
  });

  test("credentials are not in the database", async () => {
    const { intake, plugin, recentEvents, rows } = await openShop(open);
    const events = [sampleEvent("customer.password_reset_requested"), sampleEvent("gift_certificate.issued")];
    await intake.accept(plugin, events, { lane: "live" });
    expect(await recentEvents.latest("shop")).toHaveLength(2);
    const text = JSON.stringify(await rows());
    for (const secret of ["password-reset?c", "GIFT-7Q2X", "gift/7Q2X"]) expect(text).not.toContain(secret);
  });

  test("they go with their plugin, and none comes after it", async () => {
    const { intake, plugin, plugins, recentEvents, rows } = await openShop(open);
    await intake.accept(plugin, [order("1")], { lane: "live" });
    await recentEvents.latest("shop");
    recentEvents.note("shop", [order("2")]);
    await plugins.remove("shop");
    await recentEvents.stop();
    expect(await rows()).toEqual([]);
  });

  test("they go when events of their age do", async () => {
    let now = Date.parse("2026-03-14T00:00:00Z");
    const clock: Clock = {
      now: () => now,
      monotonic: () => now,
      sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener("abort", () => resolve())),
    };
    const { database, intake, plugin, recentEvents, rows, logger } = await openShop(open, clock);
    await intake.accept(plugin, [order("1")], { lane: "live" });
    await recentEvents.latest("shop");
    now += 31 * DAY_MS;
    const later = createRecentEvents({ database, clock, logger, keepDays: 30 });
    later.start();
    await expect.poll(rows).toEqual([]);
    await later.stop();
  });
});
