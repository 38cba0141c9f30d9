import { afterEach, expect, test } from "vitest";
import { compareMetrics, untilAllArrived } from "./compare-metrics.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "./connected-shop.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const ORDERS = 100;

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

async function start(options: ConnectedShopOptions = {}): Promise<ConnectedShop> {
  connected = await startConnectedShop(options);
  return connected;
}

test("what happens in the shop arrives in Klaviyo, each thing once, at its time, with its value", async () => {
  const own = await start({ seed: 11 });
  await own.connect();
  await own.shop.run({ orders: ORDERS });
  await untilAllArrived(own);
  expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
}, 90_000);
