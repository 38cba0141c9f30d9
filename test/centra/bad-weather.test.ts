import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { until } from "../until.ts";
import { compareMetrics, untilAllArrived } from "./compare-metrics.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop, WEBHOOK_SECRET } from "./connected-shop.ts";
import { makeBadWeather } from "./weather.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const ORDERS = 40;
const WITHIN_MS = 90_000;

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

async function start(options: ConnectedShopOptions = {}): Promise<ConnectedShop> {
  connected = await startConnectedShop(options);
  return connected;
}

async function problemsOf(own: ConnectedShop) {
  const { body } = await own.admin("GET", "/plugins/shop/centra/problems");
  const problem = z.object({ code: z.string(), reference: z.string(), message: z.string() });
  return z.object({ problems: z.array(problem) }).parse(body).problems;
}

test("Centra answers 429, 500, nothing, half answers and missing permissions at random", async () => {
  const own = await start({ seed: 21, timeoutSeconds: 2 });
  await own.connect();
  makeBadWeather(own, 0.02);
  await own.shop.run({ orders: ORDERS });
  await untilAllArrived(own, {}, WITHIN_MS);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
}, 120_000);

test.each(["refused", "silent"] as const)(
  "with the event system %s, changes are polled for",
  async (mode) => {
    const own = await start({ seed: 22, centra: { eventSystem: mode } });
    await own.connect();
    await own.shop.run({ orders: ORDERS });
    await untilAllArrived(own, {}, WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  },
  120_000,
);

test("the service stops and starts again while the shop goes on", async () => {
  const own = await start({ seed: 23 });
  await own.connect();
  const day = own.shop.run({ orders: ORDERS, speed: 400_000 });
  for (let round = 0; round < 3; round += 1) await own.restart();
  await day;
  await untilAllArrived(own, {}, WITHIN_MS);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
}, 120_000);

test("webhooks that are lost, doubled and reordered wake the service; nothing is told twice", async () => {
  const own = await start({ seed: 24, connection: { pollIntervalSeconds: 3_600 } });
  await own.connect();
  own.centra.setWebhook({
    url: `${own.url()}/webhooks/centra/shop`,
    secret: WEBHOOK_SECRET,
    ...{ lost: 0.2, doubled: 0.3, reordered: 0.3 },
  });
  await own.shop.run({ orders: ORDERS });
  await own.centra.webhooksSettled();
  expect(own.centra.webhookCalls().length).toBeGreaterThan(10);
  await untilAllArrived(own, {}, WITHIN_MS);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
}, 120_000);

test("what happened before the connection is not told, what happens after it to the same orders is", async () => {
  const own = await start({ seed: 25 });
  own.shop.invite(ORDERS);
  while (own.shop.journal.length < 120) own.shop.step();
  const fromEntry = own.shop.journal.length;
  // An open order that Centra cannot show when the plugin is connected; it is mended before anything happens to it.
  const open = [...own.centra.instance.orders.values()].find(
    ({ status }) => status === "PENDING" || status === "CONFIRMED",
  );
  const key = open?.number ?? 0;
  own.centra.damageObject({ type: "Order", key, fields: { createdAt: null } });
  await own.connect();
  own.centra.damageObject({ type: "Order", key, fields: {} });
  while (own.shop.step());
  await untilAllArrived(own, { fromEntry }, WITHIN_MS);
  expect(compareMetrics(own, { fromEntry })).toMatchObject(AS_EXPECTED);
}, 120_000);

const ABSURD = { value: 1e300, formattedValue: "∞", conversionRate: 10, currency: { id: 3, code: "SEK", name: "SEK" } };

/** What is wrong with an order, and whether it can be told all the same. */
const DAMAGES: readonly (readonly [what: string, fields: Record<string, unknown>, isTold: boolean])[] = [
  ["no customer and no addresses", { customer: null, billingAddress: null, shippingAddress: null }, false],
  ["an absurd total", { grandTotal: ABSURD }, false],
  ["no lines", { lines: [] }, false],
  ["no shipping address", { shippingAddress: null }, true],
  ["no customer", { customer: null }, true],
  ["no market, price list, payment method", { market: null, pricelist: null, paymentMethod: null }, true],
];

test("orders of which something is missing or absurd are named, or told without it; their neighbours go on", async () => {
  const own = await start({ seed: 26, centra: { schema: { enumValues: { OrderStatus: ["QUARANTINED"] } } } });
  await own.connect();
  own.shop.invite(ORDERS);
  while (own.centra.instance.orders.size < DAMAGES.length + 2) own.shop.step();
  const [odd = 0, bare = 0, ...rest] = own.centra.instance.orders.keys();
  own.centra.damageObject({ type: "Order", key: odd, fields: { status: "QUARANTINED" } });
  for (const { id } of own.centra.instance.orders.get(bare)?.lines ?? [])
    own.centra.damageObject({ type: "OrderLine", key: id, fields: { product: null, productSize: null, brand: null } });
  DAMAGES.forEach(([, fields], index) => {
    own.centra.damageObject({ type: "Order", key: rest[index] ?? 0, fields });
  });
  while (own.shop.step());
  const untold = DAMAGES.flatMap(([, , isTold], index) => (isTold ? [] : [rest[index] ?? 0]));
  await until("what cannot be told is named", async () => {
    const named = (await problemsOf(own)).flatMap(({ code, reference }) =>
      code === "object_unusable" ? reference : [],
    );
    return untold.every((number) => named.includes(`order ${number}`));
  });
  // The status says when an order is confirmed or cancelled, where its history does not.
  const isUnusual = (one: string) =>
    [odd, ...untold].some((number) => one.includes(` ${number}`) || one.includes(`-${number}-`));
  const others = (keys: readonly string[]) => keys.filter((one) => !isUnusual(one));
  await until("the others have arrived", () => others(compareMetrics(own).missing).length === 0, WITHIN_MS);
  const { unexpected, different, doubled } = compareMetrics(own);
  expect({ unexpected, doubled, different: others(different) }).toEqual({ unexpected: [], doubled: [], different: [] });
}, 120_000);

test.each(["on", "refused"] as const)(
  "an order that Centra itself cannot show is asked for again, the queue goes on (event system %s)",
  async (eventSystem) => {
    const own = await start({ seed: 27, centra: { eventSystem } });
    await own.connect();
    own.shop.invite(ORDERS);
    while (own.shop.journal.every((entry) => entry.what !== "order made")) own.shop.step();
    const key = own.centra.instance.orders.keys().next().value ?? 0;
    own.centra.damageObject({ type: "Order", key, fields: { status: null, createdAt: null, updatedAt: null } });
    while (own.shop.step());
    const isOfOrder = (one: string) => one.includes(` ${key}`) || one.includes(`-${key}-`);
    const missing = () => compareMetrics(own).missing;
    await until("the neighbours have arrived", () => missing().every(isOfOrder), WITHIN_MS);
    expect(missing().length).toBeGreaterThan(0);
    if (eventSystem === "on")
      await until("the order is named", async () =>
        (await problemsOf(own)).some(
          ({ code, reference }) => code === "object_incomplete" && reference === `order ${key}`,
        ),
      );
    own.centra.damageObject({ type: "Order", key, fields: {} });
    await untilAllArrived(own, {}, WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  },
  120_000,
);
