import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { cancelOrder } from "../../sandbox/centra/instance/order-operations.ts";
import { until } from "../until.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "./connected-shop.ts";
import { compareExport, exportStatus, FROM, PAST, startExport, untilExported } from "./export-stage.ts";
import { makeBadWeather, makeKlaviyoFail } from "./weather.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const ORDERS = 200;
const totals = z.object({ customers: z.number().nullable(), orders: z.number().nullable() });
const dryRunSchema = z.object({
  read: z.object({ customers: z.number(), orders: z.number() }),
  isWhole: z.boolean(),
  total: totals,
  samples: z.array(z.unknown()),
});
const WITHIN_MS = 90_000;

let connected: ConnectedShop | null = null;
afterEach(async () => {
  await connected?.close();
  connected = null;
});

/** A shop with a past, connected after it. */
async function start(options: ConnectedShopOptions = {}): Promise<ConnectedShop> {
  connected = await startConnectedShop({ shop: PAST, ...options });
  await connected.shop.run({ orders: ORDERS });
  await connected.connect();
  return connected;
}

test.each([
  ["accounts alone", false],
  ["guests, too", true],
])(
  "the past of a Centra shop arrives as it was: %s",
  async (_name, includeGuests) => {
    const own = await start({ seed: 81 });
    await startExport(own, includeGuests);
    const { customers, orders, problems } = await untilExported(own, WITHIN_MS);
    expect(compareExport(own, { includeGuests })).toMatchObject(AS_EXPECTED);
    expect(problems).toBe(0);
    expect(customers.total).toBe(customers.done);
    expect(orders.total).toBe(orders.done);
    expect(own.klaviyo.events().filter(({ backfill }) => !backfill)).toEqual([]);
    const report = (await own.admin("GET", "/plugins/shop/export/report")).body;
    expect(report).toMatchObject({ isEverythingSent: true, waiting: 0, problems: 0 });
  },
  120_000,
);

test("a dry run says what there is and shows samples, and sends nothing", async () => {
  const own = await start({ seed: 85 });
  const { status, body } = await own.admin("POST", "/plugins/shop/export/dry-run", { from: FROM });
  expect(status).toBe(200);
  const { read, isWhole, total, samples } = dryRunSchema.parse(body);
  expect(isWhole).toBe(true);
  expect(total).toEqual(read);
  expect(read.orders).toBeGreaterThan(20);
  expect(samples.length).toBeGreaterThan(0);
  expect(own.klaviyo.events()).toEqual([]);
}, 60_000);

test.each([
  ["Europe/Stockholm", "+02:00"],
  ["America/Los_Angeles", "-07:00"],
  ["Asia/Kolkata", "+05:30"],
])(
  "the day begins at midnight in %s",
  async (timeZone, offset) => {
    const own = await start({ seed: 86, timeZone });
    const { customers } = own.centra.instance;
    const midnight = Date.parse(`${FROM}T00:00:00${offset}`);
    const [before, exactly] = customers.values().filter(({ isRegistered }) => isRegistered);
    for (const [id, customer] of customers) customers.set(id, { ...customer, createdAt: 0 });
    for (const [customer, createdAt] of [
      [before, midnight - 1_000],
      [exactly, midnight],
    ] as const)
      if (customer !== undefined) customers.set(customer.id, { ...customer, createdAt });
    await startExport(own);
    await untilExported(own, WITHIN_MS);
    const emails = new Set(own.klaviyo.events().map(({ email }) => email));
    expect(emails).toEqual(new Set([exactly?.email.toLowerCase()]));
  },
  60_000,
);

test("Centra and Klaviyo fail at random while it is exported", async () => {
  const own = await start({ seed: 82, timeoutSeconds: 2 });
  makeBadWeather(own, 0.01);
  makeKlaviyoFail(own, 0.05);
  await startExport(own, true);
  await untilExported(own, WITHIN_MS, 5);
  expect(compareExport(own, { includeGuests: true })).toMatchObject(AS_EXPECTED);
}, 120_000);

test("the service is killed while it exports, and goes on where it was", async () => {
  const own = await start({ seed: 83, ownProcess: true });
  await startExport(own, true);
  for (let kills = 0; kills < 2; kills += 1) {
    const before = own.klaviyo.events().length;
    await own.restart("kill");
    await until("it goes on", async () => {
      const { status } = await exportStatus(own);
      return status === "synchronised" || own.klaviyo.events().length > before;
    });
  }
  await untilExported(own, WITHIN_MS);
  expect(compareExport(own, { includeGuests: true })).toMatchObject(AS_EXPECTED);
}, 180_000);

test("what happens to exported orders meanwhile is told live, and nothing twice", async () => {
  const own = await start({ seed: 84 });
  const open = own.centra.instance.orders
    .values()
    .filter(({ status }) => status === "SHIPPED")
    .toArray()
    .slice(0, 20);
  await startExport(own, true);
  const at = Math.ceil(Date.now() / 1_000) * 1_000 + 60_000;
  for (const { number } of open) {
    cancelOrder(own.centra.instance, number, "Too late", at);
  }
  await untilExported(own, WITHIN_MS);
  const cancelled = () => own.klaviyo.events({ metric: "Cancelled Order" });
  const wanted = new Set(open.map(({ number }) => String(number)));
  await until("all are cancelled", () => {
    const ids = new Set(cancelled().map(({ uniqueId }) => uniqueId));
    return [...wanted].every((number) => ids.has(number));
  });
  const { missing, doubled, different, unexpected } = compareExport(own, { includeGuests: true });
  expect({ missing, doubled, different }).toEqual({ missing: [], doubled: [], different: [] });
  expect(unexpected.filter((key) => !wanted.has(key.replace("Cancelled Order ", "")))).toEqual([]);
}, 120_000);
