import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../../src/clock.ts";
import { createDrivenClock } from "../../klaviyo/testing/driven-clock.ts";
import { grandTotal, keptQuantity } from "../instance/order-totals.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { query } from "../testing/graphql-client.ts";
import { SHOP_STARTS_AT, startWithShop } from "../testing/sandbox-with-shop.ts";
import { createShop } from "./create-shop.ts";
import { expectedMetrics } from "./expected-metrics.ts";
import type { JournalEntry, JournalOrder } from "./journal.ts";

const started: CentraSandbox[] = [];
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));

async function simulate(orders: number, seed = 7) {
  const both = await startWithShop(orders, {}, seed);
  started.push(both.sandbox);
  return both;
}

function ordersIn(journal: readonly JournalEntry[]): JournalOrder[] {
  return journal.flatMap((entry) => (entry.what === "order made" ? [entry.order] : []));
}

it("gives the same shop for the same seed, and another for another", async () => {
  const [one, again, other] = await Promise.all([simulate(40), simulate(40), simulate(40, 8)]);
  expect(again.shop.journal).toEqual(one.shop.journal);
  expect(other.shop.journal).not.toEqual(one.shop.journal);
});

it("has all that can happen in 600 orders: every kind of entry, store, currency and way to pay tax", async () => {
  const { shop, sandbox } = await simulate(600);
  const kinds: readonly JournalEntry["what"][] = [
    "customer registered",
    "order made",
    "payment arrived",
    "order put on hold",
    "order taken off hold",
    "order confirmed",
    "units cancelled",
    "order cancelled",
    "parcel sent",
    "goods came back",
    "refund asked for",
    "refund failed",
    "refund paid",
    "gift certificate issued",
  ];
  expect(new Set(shop.journal.map(({ what }) => what))).toEqual(new Set(kinds));
  const orders = ordersIn(shop.journal);
  expect(orders).toHaveLength(600);
  expect(new Set(orders.map(({ currency }) => currency))).toEqual(new Set(["SEK", "EUR", "GBP", "USD", "JPY", "KWD"]));
  expect(new Set(orders.map(({ storeId }) => storeId))).toEqual(new Set([1, 2]));
  const regimes = [...sandbox.instance.orders.values()].map(({ taxing }) => taxing.regime);
  expect(new Set(regimes)).toEqual(new Set(["included", "added", "deducted"]));
  const parcels = shop.journal.flatMap((entry) => (entry.what === "parcel sent" ? [entry.shipmentNumber] : []));
  expect(parcels.some((number) => number.endsWith("-2"))).toBe(true);
  const refunded = shop.journal.flatMap((entry) => (entry.what === "refund paid" ? [entry.orderNumber] : []));
  expect(new Set(refunded).size).toBeLessThan(refunded.length);
});

it("is in order of time, and its orders end shipped or cancelled", async () => {
  const { shop, sandbox } = await simulate(150);
  const times = shop.journal.map(({ at }) => Date.parse(at));
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times.every((time) => time % 1_000 === 0)).toBe(true);
  const statuses = new Set([...sandbox.instance.orders.values()].map(({ status }) => status));
  expect(statuses).toEqual(new Set(["SHIPPED", "CANCELLED"]));
});

describe("what the API shows agrees with the journal", () => {
  const value = z.object({ value: z.number() });
  const shape = z.object({
    orders: z.array(
      z.object({
        number: z.int(),
        grandTotal: z.object({
          value: z.number(),
          currency: z.object({ code: z.string(), decimalDigits: z.int() }),
          conversionRate: z.number(),
        }),
        net: value,
        totals: z.record(z.string(), value),
        lines: z.array(
          z.object({
            id: z.int(),
            quantity: z.int(),
            cancelledQuantity: z.int(),
            lineValue: value,
            net: value,
            unitPrice: value,
          }),
        ),
        paymentHistory: z.array(z.object({ status: z.string(), value })),
        customer: z.object({ email: z.string() }),
      }),
    ),
  });
  const text = `{ orders(limit: 200) { number grandTotal { value currency { code decimalDigits } conversionRate }
    net: grandTotal(includingTax: false) { value }
    totals { lineValues { value } shipping { value } handling { value } discounts { value } taxIncluded { value } taxAdded { value }
      taxDeducted { value } }
    lines(includeFullyCancelled: true) { id quantity cancelledQuantity lineValue { value } net: lineValue(includingTax: false) { value }
      unitPrice { value } }
    paymentHistory(where: {entryType: [REFUND, REFUND_GIFT_CARD]}) { status value { value } }
    ... on DirectToConsumerOrder { customer { email } } } }`;

  it("totals add up in every tax regime, to the last digit", async () => {
    const { shop, sandbox } = await simulate(200);
    const made = new Map(ordersIn(shop.journal).map((order) => [order.number, order]));
    const { orders } = await query(sandbox, shape, text);
    expect(orders).toHaveLength(200);
    for (const order of orders) {
      const { decimalDigits: digits } = order.grandTotal.currency;
      const minor = (amount: number | undefined) => Math.round((amount ?? Number.NaN) * 10 ** digits);
      const journal = made.get(order.number);
      const { lineValues, shipping, handling, discounts, taxIncluded, taxAdded, taxDeducted } = order.totals;
      const parts = [lineValues, shipping, handling, discounts, taxAdded, taxDeducted];
      expect(parts.reduce((sum, part) => sum + minor(part?.value), 0)).toBe(minor(order.grandTotal.value));
      const tax = Math.abs(minor(taxIncluded?.value)) + Math.abs(minor(taxAdded?.value));
      expect(minor(order.grandTotal.value) - minor(order.net.value)).toBe(tax);
      const cancelled = order.lines.reduce(
        (sum, line) => sum + line.cancelledQuantity * minor(line.unitPrice.value),
        0,
      );
      expect(minor(order.grandTotal.value) + cancelled).toBe(minor(Number(journal?.total)));
      for (const line of order.lines) {
        expect(minor(line.lineValue.value)).toBe(minor(line.unitPrice.value) * line.quantity);
        expect(line.net.value).toBeLessThanOrEqual(line.lineValue.value);
      }
      const refunded = order.paymentHistory.reduce((sum, entry) => sum - minor(entry.value.value), 0);
      expect(refunded).toBeLessThanOrEqual(minor(order.grandTotal.value));
      expect(order.customer.email).toBe(journal?.email);
    }
  });
});

it.each([1, 2, 3, 4, 5, 6])(
  "cancels, ships, takes back and pays back no more than there is (seed %i)",
  async (seed) => {
    const { sandbox } = await simulate(400, seed);
    const { instance } = sandbox;
    for (const order of instance.orders.values()) {
      for (const line of order.lines) {
        expect(line.cancelledQuantity).toBeLessThanOrEqual(line.quantity);
        expect(line.shippedQuantity).toBeLessThanOrEqual(keptQuantity(line));
        expect(line.returnedQuantity).toBeLessThanOrEqual(line.shippedQuantity);
      }
      const total = grandTotal(order);
      const paidBack = (instance.ofOrder.payments.get(order.number) ?? [])
        .filter(({ value, status }) => value < 0 && status === "SUCCESS")
        .reduce((sum, { value }) => sum - value, 0);
      expect(total.net).toBeLessThanOrEqual(total.gross);
      expect(total.gross).toBeGreaterThan(0);
      expect(paidBack).toBeLessThanOrEqual(total.gross);
    }
  },
);

it("gives each metric an id of its own", async () => {
  const { shop } = await simulate(200);
  const ids = expectedMetrics(shop.journal).map(({ metric, uniqueId }) => `${metric} ${uniqueId}`);
  expect(new Set(ids).size).toBe(ids.length);
});

it("can be driven step by step on a clock", async () => {
  const clock = createDrivenClock(SHOP_STARTS_AT);
  const sandbox = await startCentraSandbox({ clock });
  started.push(sandbox);
  const shop = createShop({ seed: 5, instance: sandbox.instance, clock });
  shop.invite(10);
  shop.runUntil(clock.now() + 3_600_000);
  const soFar = shop.journal.length;
  expect(soFar).toBeGreaterThan(0);
  expect(shop.journal.every(({ at }) => Date.parse(at) <= clock.now() + 3_600_000)).toBe(true);
  while (shop.step());
  expect(shop.journal.length).toBeGreaterThan(soFar);
  expect(ordersIn(shop.journal)).toHaveLength(10);
});

it("waits on the clock when it is given a speed, and ends when it is told to", async () => {
  const waits: number[] = [];
  const ended = new AbortController();
  const sandbox = await startCentraSandbox({});
  started.push(sandbox);
  const clock = {
    ...systemClock,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      if (waits.length === 20) ended.abort();
    },
  };
  const shop = createShop({ seed: 5, instance: sandbox.instance, clock, startsAt: SHOP_STARTS_AT });
  await shop.run({ orders: 50, speed: 1_000, signal: ended.signal });
  expect(waits).toHaveLength(20);
  const waited = waits.reduce((sum, wait) => sum + wait, 0);
  expect(waited * 1_000).toBe(shop.now() - SHOP_STARTS_AT);
});
