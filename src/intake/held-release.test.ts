import { expect, onTestFinished, test } from "vitest";
import { describeOnBothEngines, type OpenDatabase } from "../../test/databases.ts";
import { createIntakeParts } from "../../test/intake-parts.ts";
import { sampleEvent, sampleOrder } from "../commerce/samples.ts";
import { createHeldRelease } from "./held-release.ts";
import { releaseHeld } from "./release-held.ts";

const live = { lane: "live" } as const;

/** An order in a currency that nothing leads from to the plugin's. */
function strangeOrder(number: string, currency = "USD") {
  const { baseCurrency: _base, conversionRate: _rate, ...order } = { ...sampleOrder, number, currency };
  return sampleEvent("order.placed", { order }, { id: `placed-${number}` });
}

async function openShop(open: OpenDatabase) {
  const parts = createIntakeParts(await open());
  const plugin = await parts.plugins.create({
    id: "shop",
    name: "Shop",
    apiKey: "SHOP01",
    settings: { baseCurrency: "SEK" },
  });
  const release = createHeldRelease(parts);
  onTestFinished(() => release.stop());
  return { ...parts, plugin, release };
}

describeOnBothEngines("held events", (open) => {
  test("are kept with the reason, count as duplicates when sent again, and go out once the rate is set", async () => {
    const { intake, plugin, plugins, outbox, release } = await openShop(open);
    release.start();
    const [held] = await intake.accept(plugin, [strangeOrder("1")], { lane: "history" });
    const [again] = await intake.accept(plugin, [strangeOrder("1")], { lane: "history" });
    const before = await outbox.search({}, { limit: 10 });
    await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    await expect.poll(() => outbox.heldEvents({}, { limit: 10 })).toEqual([]);
    const after = await outbox.search({}, { limit: 10 });

    expect(held).toMatchObject({ status: "held", reason: { code: "exchange_rate_unknown" } });
    expect(again).toEqual({ status: "duplicate" });
    expect(before).toEqual([]);
    expect(after.map(({ metric, state, lane, orderNumber }) => [metric, state, lane, orderNumber]).toSorted()).toEqual([
      ["Ordered Product", "pending", "history", "1"],
      ["Placed Order", "pending", "history", "1"],
    ]);
  });

  test("that wait for another currency stay, the others go", async () => {
    const { intake, plugin, plugins, outbox, ...parts } = await openShop(open);
    await intake.accept(plugin, [strangeOrder("1", "USD"), strangeOrder("2", "DKK"), strangeOrder("3", "USD")], live);
    const changed = await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    const released = await releaseHeld(changed, { outbox, ...parts });
    expect(released).toBe(2);
    expect((await outbox.heldEvents({}, { limit: 10 })).map(({ orderNumber }) => orderNumber)).toEqual(["2"]);
    expect(await outbox.search({ orderNumber: "3" }, { limit: 10 })).toHaveLength(2);
  });

  test("more than a page of them goes out, each once", async () => {
    const { intake, plugin, plugins, outbox, ...parts } = await openShop(open);
    const orders = Array.from({ length: 450 }, (_, index) => strangeOrder(`o${index}`));
    await intake.accept(plugin, orders, live);
    const changed = await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    const [one, other] = await Promise.all([
      releaseHeld(changed, { outbox, ...parts }),
      releaseHeld(changed, { outbox, ...parts }),
    ]);
    expect(one + other).toBeGreaterThanOrEqual(450);
    expect(await outbox.heldEvents({}, { limit: 10 })).toEqual([]);
    expect(await outbox.search({ metric: "Placed Order" }, { limit: 1_000 })).toHaveLength(450);
  });

  test("of before the start go out at the start", async () => {
    const { intake, plugin, plugins, outbox, release } = await openShop(open);
    await intake.accept(plugin, [strangeOrder("1")], live);
    await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    expect(await outbox.heldEvents({}, { limit: 10 })).toHaveLength(1);
    release.start();
    await expect.poll(() => outbox.heldEvents({}, { limit: 10 })).toEqual([]);
  });

  test("of an inactive plugin wait until it is active", async () => {
    const { intake, plugin, plugins, outbox, release, log } = await openShop(open);
    await intake.accept(plugin, [strangeOrder("1")], live);
    await plugins.update("shop", 1, { status: "inactive", settings: { exchangeRates: { USD: "10.5" } } });
    release.start();
    await release.stop();
    expect(await outbox.heldEvents({}, { limit: 10 })).toHaveLength(1);
    expect(log()).not.toContain("released");
  });

  test("that were mapped under settings a moment old are found by a later round", async () => {
    const { intake, plugin, plugins, outbox, logger, firstRefunds, clock } = await openShop(open);
    const rounds: (() => void)[] = [];
    const drivenClock = {
      ...clock,
      sleep: (_ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve) => {
          rounds.push(resolve);
          signal?.addEventListener("abort", () => resolve());
          if (signal?.aborted) resolve();
        }),
    };
    const release = createHeldRelease({ outbox, plugins, firstRefunds, logger, clock: drivenClock });
    onTestFinished(() => release.stop());
    await plugins.update("shop", 1, { settings: { exchangeRates: { USD: "10.5" } } });
    release.start();
    await expect.poll(() => rounds.length).toBeGreaterThan(0);
    const [held] = await intake.accept(plugin, [strangeOrder("late")], live);
    const heldAfterARound = () => {
      for (const wakeUp of rounds.splice(0)) wakeUp();
      return outbox.heldEvents({}, { limit: 10 });
    };
    expect(held?.status).toBe("held");
    await expect.poll(heldAfterARound).toEqual([]);
  });
});
