import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { STORES } from "../../sandbox/centra/world/places.ts";
import { PERMISSIONS } from "../../src/centra/doctor/permissions.ts";
import { freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { until } from "../until.ts";
import { compareMetrics, untilAllArrived } from "./compare-metrics.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "./connected-shop.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const ORDERS = 100;
const PERMISSIONS_WITHOUT_THE_OPTIONAL = PERMISSIONS.filter(({ isOptional }) => !isOptional).map(({ name }) => name);

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

async function start(options: ConnectedShopOptions = {}): Promise<ConnectedShop> {
  connected = await startConnectedShop(options);
  await connected.connect();
  return connected;
}

describe.each([
  ["SQLite", freshSqliteLocation],
  ["PostgreSQL", freshPostgresLocation],
] as const)("on %s", (_engine, freshLocation) => {
  test("what happens in the shop arrives in Klaviyo, each thing once, at its time, with its value", async () => {
    const { location, remove } = await freshLocation();
    try {
      const own = await start({ seed: 11, location });
      await own.shop.run({ orders: ORDERS });
      await untilAllArrived(own);
      expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
      await own.close();
      connected = null;
    } finally {
      await remove();
    }
  }, 120_000);
});

test("of an instance with several stores only the chosen one is told of", async () => {
  const storeId = STORES[0].id;
  const own = await start({ seed: 12, connection: { storeId } });
  await own.shop.run({ orders: 40 });
  await untilAllArrived(own, { storeId });
  expect(compareMetrics(own, { storeId })).toMatchObject(AS_EXPECTED);
}, 120_000);

test("an older schema and unknown values cost what depends on them, and nothing else", async () => {
  const own = await start({
    seed: 13,
    centra: {
      schema: {
        hidden: ["ProductSize.SKU", "DisplayItem.display", "Order.giftMessage", "OrderLine.brand"],
        enumValues: { OrderHistoryEntryType: ["ROBOT_SEEN"] },
      },
    },
  });
  await own.shop.run({ orders: 20 });
  await untilAllArrived(own);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  const items = own.klaviyo.events({ metric: "Ordered Product" }).map(({ properties }) => properties);
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter(({ SKU, ImageURL }) => SKU || ImageURL)).toEqual([]);
  expect(items.filter(({ ProductName, GTIN }) => !ProductName || !GTIN)).toEqual([]);
}, 120_000);

test("Ingrid's attributes and the comments of returns come along; without the permissions only they are lost", async () => {
  const own = await start({ seed: 15 });
  const isIngrid = ({ properties }: { readonly properties: unknown }) =>
    JSON.stringify(properties).includes("Instabox");
  const reasons = () => own.klaviyo.events({ metric: "Refunded Order" }).map(({ properties }) => properties.Reason);
  await own.shop.run({ orders: 60 });
  await untilAllArrived(own);
  const withIngrid = own.klaviyo.events({ metric: "Placed Order" }).filter(isIngrid).length;
  expect(withIngrid).toBe(ordersWithIngrid(own));
  expect(withIngrid).toBeGreaterThan(0);
  expect(reasons()).toContain("Size too small");

  const told = reasons().filter(Boolean).length;
  own.centra.changeToken({ token: own.centra.token, permissions: PERMISSIONS_WITHOUT_THE_OPTIONAL });
  await own.shop.run({ orders: 60 });
  await untilAllArrived(own);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  expect(own.klaviyo.events({ metric: "Placed Order" }).filter(isIngrid).length).toBe(withIngrid);
  expect(ordersWithIngrid(own)).toBeGreaterThan(withIngrid);
  expect(reasons().filter(Boolean).length).toBe(told);
}, 120_000);

function ordersWithIngrid({ centra }: ConnectedShop): number {
  return [...centra.instance.orders.values()].filter(
    ({ deliveryAttributes, isWaitingForPayment }) => Object.keys(deliveryAttributes).length > 0 && !isWaitingForPayment,
  ).length;
}

test("a token that may set listeners and not read the queue polls, and says why", async () => {
  connected = await startConnectedShop({ seed: 16 });
  const own = connected;
  const permissions = PERMISSIONS.map(({ name }) => name).filter((name) => name !== "Event:read");
  own.centra.changeToken({ token: own.centra.token, permissions });
  await own.connect();
  await own.shop.run({ orders: 10 });
  await untilAllArrived(own);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  await until("the reason is named", async () => {
    const { body } = await own.admin("GET", "/overview");
    return JSON.stringify(body).includes("Event:read");
  });
}, 120_000);

test("while the token is expired events wait in Centra, and a new token brings them", async () => {
  const own = await start({ seed: 14 });
  own.centra.changeToken({ token: own.centra.token, expiresAt: 1 });
  await own.shop.run({ orders: 10 });
  await until("the problem is named", async () => {
    const { body } = await own.admin("GET", "/plugins/shop/centra/problems");
    const { problems } = z.object({ problems: z.array(z.object({ code: z.string() })) }).parse(body);
    return problems.some(({ code }) => code === "token_refused");
  });
  expect(own.klaviyo.events()).toEqual([]);
  own.centra.changeToken({ token: own.centra.token, expiresAt: Date.now() + 3_600_000 });
  await own.connect();
  await untilAllArrived(own);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
}, 120_000);
