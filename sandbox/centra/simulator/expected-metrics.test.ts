import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertAmount, expectedMetrics } from "./expected-metrics.ts";
import type { JournalEntry, JournalOrder } from "./journal.ts";

const ORDER: JournalOrder = {
  number: 102,
  storeId: 1,
  customerId: 27,
  email: "anna@kund.lindeborg-shop.se",
  currency: "EUR",
  rate: "10.6453",
  lines: [
    { id: 68, quantity: 2, total: "200.00" },
    { id: 69, quantity: 1, total: "10.00" },
  ],
  shipping: "5.00",
  discount: "0.00",
  total: "215.00",
};

const made = (at: string, waitsForPayment = false): JournalEntry => ({
  what: "order made",
  at,
  order: ORDER,
  waitsForPayment,
});
const refund = (
  at: string,
  entryId: number,
  amount: string,
  what: "refund paid" | "refund asked for" | "refund failed" = "refund paid",
): JournalEntry => ({
  what,
  at,
  orderNumber: 102,
  entryId,
  returnId: null,
  amount,
});
const T1 = "2026-06-01T08:00:00.000Z";
const T2 = "2026-06-01T09:00:00.000Z";
const T3 = "2026-06-02T09:00:00.000Z";

/** Written by hand. */
describe("what follows from the journal", () => {
  it.each<[string, JournalEntry[], (string | null)[][]]>([
    [
      "an order that is paid for at once is placed when it was made, each line beside it",
      [made(T1)],
      [
        ["Placed Order", "102", T1, "2288.74"],
        ["Ordered Product", "102-68", T1, "2129.06"],
        ["Ordered Product", "102-69", T1, "106.45"],
      ],
    ],
    ["an order that waits tells nothing", [made(T1, true)], []],
    [
      "once paid for, it was placed when it was made",
      [made(T1, true), { what: "payment arrived", at: T2, orderNumber: 102 }],
      [
        ["Placed Order", "102", T1, "2288.74"],
        ["Ordered Product", "102-68", T1, "2129.06"],
        ["Ordered Product", "102-69", T1, "106.45"],
      ],
    ],
    [
      "one that was never paid for is not cancelled either",
      [made(T1, true), { what: "order cancelled", at: T2, orderNumber: 102, reason: "No payment" }],
      [],
    ],
    [
      "the first refund has the order's number, the next an id of its own",
      [made(T1), refund(T2, 900, "10.00"), refund(T3, 901, "5.00")],
      [
        ["Refunded Order", "102", T2, "106.45"],
        ["Refunded Order", "102-refund-901", T3, "53.23"],
      ],
    ],
    [
      "a refund that was asked for, or failed, is none",
      [made(T1), refund(T2, 900, "10.00", "refund asked for"), refund(T2, 901, "10.00", "refund failed")],
      [],
    ],
    [
      "cancelling units tells nothing; confirming and cancelling the order have its value as it was made",
      [
        made(T1),
        { what: "units cancelled", at: T2, orderNumber: 102, lineId: 69, quantity: 1 },
        { what: "order confirmed", at: T2, orderNumber: 102 },
        { what: "order cancelled", at: T3, orderNumber: 102, reason: "Sold out" },
      ],
      [
        ["Confirmed Order", "102", T2, "2288.74"],
        ["Cancelled Order", "102", T3, "2288.74"],
      ],
    ],
    [
      "a parcel gives two metrics without a value",
      [made(T1), { what: "parcel sent", at: T2, orderNumber: 102, shipmentNumber: "102-1", parts: [] }],
      [
        ["Shipping Update", "Shipped-102-1", T2, null],
        ["Shipped", "Shipped-102-1", T2, null],
      ],
    ],
    [
      "an account and a gift certificate have their own ids",
      [
        { what: "customer registered", at: T1, storeId: 1, customerId: 27, email: ORDER.email },
        made(T1),
        { what: "gift certificate issued", at: T2, orderNumber: 102, voucherId: 728, amount: "50.00" },
      ],
      [
        ["Created Account", "27", T1, null],
        ["Gift Certificate", "728", T2, "532.27"],
      ],
    ],
  ])("%s", (name, journal, expected) => {
    const metrics = expectedMetrics(journal)
      .filter(({ metric }) => name.includes("placed") || !["Placed Order", "Ordered Product"].includes(metric))
      .map(({ metric, uniqueId, time, value }) => [metric, uniqueId, time, value]);
    expect(metrics).toEqual(expected);
  });

  it("leaves out what was known before, and still knows which refund is the first", () => {
    const metrics = expectedMetrics([made(T1), refund(T2, 900, "10.00"), refund(T3, 901, "5.00")], { fromEntry: 2 });
    expect(metrics.map(({ uniqueId }) => uniqueId)).toEqual(["102-refund-901"]);
  });

  it("leaves out other stores", () => {
    expect(expectedMetrics([made(T1), refund(T2, 900, "10.00")], { storeId: 2 })).toEqual([]);
    expect(expectedMetrics([made(T1)], { storeId: 1 })).toHaveLength(3);
  });

  it("stumbles over an order that it was not told of", () => {
    expect(() => expectedMetrics([refund(T2, 900, "10.00")])).toThrow("order 102");
  });
});

it.each([
  ["215.00", "10.6453", 2, "2288.74"],
  ["0.005", "1", 2, "0.01"],
  ["46240", "0.06237", 2, "2883.99"],
  ["22.462", "30.0512", 2, "675.01"],
  ["1.5", "1", 0, "2"],
])("%s × %s, %s digits, is %s", (amount, rate, digits, expected) => {
  expect(convertAmount(amount, rate, digits)).toBe(expected);
});

it("converts by a rate of one into the same amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (cents) => {
      const text = (cents / 100).toFixed(2);
      expect(convertAmount(text, "1", 2)).toBe(text);
    }),
  );
});
