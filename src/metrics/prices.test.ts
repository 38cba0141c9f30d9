import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { currencyDigits } from "../commerce/money.ts";
import type { Order } from "../commerce/order.ts";
import type { OrderLine } from "../commerce/order-line.ts";
import type { Refund } from "../commerce/refund.ts";
import { sampleEvent, sampleLine, sampleOrder } from "../commerce/samples.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import type { MetricEvent } from "./metric-event.ts";
import { sampleSettings } from "./sample-settings.ts";

const currency = fc.constantFrom("SEK", "EUR", "JPY", "KWD", "CLF", "USD");
const rate = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.stringMatching(/^\d{1,10}$/))
  .map(([whole, fraction]) => `${whole}.${fraction}`)
  .filter((text) => Number(text) > 0);

/** An amount with at most the currency's digits, or one more: what shops send that do not round. */
function amountIn(code: string, max = 500_000): fc.Arbitrary<string> {
  const digits = Math.min(4, currencyDigits(code) + 1);
  return fc.integer({ min: 0, max }).map((tenths) => (tenths / 10 ** digits).toFixed(digits));
}

function lineIn(code: string): fc.Arbitrary<Omit<OrderLine, "id">> {
  return fc.record({
    productId: fc.constant("1-1"),
    productName: fc.constant("Shirt"),
    quantity: fc.integer({ min: 1, max: 7 }),
    unitPrice: amountIn(code),
    unitOriginalPrice: amountIn(code),
    total: amountIn(code),
    taxAmount: amountIn(code, 100_000),
    taxPercent: fc.constantFrom(0, 5.5, 25),
  });
}

const order: fc.Arbitrary<Order> = currency.chain((code) => {
  const cost = fc.record({ cost: amountIn(code), taxAmount: amountIn(code, 100_000) });
  return fc
    .record({
      lines: fc
        .array(lineIn(code), { minLength: 1, maxLength: 6 })
        .map((lines) => lines.map((line, index) => ({ ...line, id: String(index) }))),
      shipping: fc.option(cost, { nil: undefined }),
      handling: fc.option(cost, { nil: undefined }),
      discounts: fc.array(fc.record({ amount: amountIn(code, 50_000) }), { maxLength: 3 }),
      totals: fc.record({ grandTotal: amountIn(code, 5_000_000), taxAmount: amountIn(code, 1_000_000) }),
      conversionRate: rate,
    })
    .map((parts) => ({ ...sampleOrder, ...parts, currency: code, baseCurrency: "SEK" }));
});

const baseCurrency = fc.constantFrom("SEK", "JPY", "KWD");

/** What a template sees of a purchase. */
const amountsSchema = z.object({
  GrossPaidPrice: z.string(),
  GrossPaidPriceInCustomerCurrency: z.string(),
  TaxAmount: z.string(),
  TaxAmountInCustomerCurrency: z.string(),
  DiscountValue: z.string(),
  DiscountValueInCustomerCurrency: z.string(),
  OtherAmount: z.string(),
  OtherAmountInCustomerCurrency: z.string(),
  OtherTaxAmount: z.string(),
  OtherTaxAmountInCustomerCurrency: z.string(),
  Items: z.array(z.record(z.string(), z.unknown())),
  Shipping: z.record(z.string(), z.unknown()),
  Handling: z.record(z.string(), z.unknown()),
});

/** Decimal text as an integer of its last digit; fails when it has not exactly the currency's digits. */
function minorOf(amount: unknown, code: string): bigint {
  const digits = currencyDigits(code);
  const text = z.string().parse(amount);
  expect(text).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`));
  return BigInt(text.replace(".", ""));
}

/** The books of one currency balance to the last digit. */
function expectBalanced(event: MetricEvent, code: string, suffix: "" | "InCustomerCurrency"): void {
  const amounts: Record<string, unknown> = amountsSchema.parse(event.properties);
  const { Items: items, Shipping: shipping, Handling: handling } = amountsSchema.parse(event.properties);
  const of = (fields: Record<string, unknown>, name: string) => minorOf(fields[name + suffix], code);
  const sumOf = (name: string) => items.reduce((sum, item) => sum + of(item, name), 0n);

  const paid = sumOf("GrossPaidPrice");
  const linesDiscount = sumOf("DiscountValue");
  const discount = of(amounts, "DiscountValue");
  expect(sumOf("OriginalPrice")).toBe(paid + linesDiscount);
  expect(of(amounts, "GrossPaidPrice")).toBe(
    sumOf("OriginalPrice") + of(shipping, "Cost") + of(handling, "Cost") - discount + of(amounts, "OtherAmount"),
  );
  expect(discount >= linesDiscount).toBe(true);
  expect(of(amounts, "TaxAmount")).toBe(
    sumOf("TaxAmount") + of(shipping, "TaxAmount") + of(handling, "TaxAmount") + of(amounts, "OtherTaxAmount"),
  );
}

function firstEventOf(commerceEvent: CommerceEvent, base: string): MetricEvent | null {
  const exchangeRates = { SEK: "0.3125" };
  const outcome = mapCommerceEvent(commerceEvent, { ...sampleSettings, baseCurrency: base, exchangeRates });
  if (outcome.kind === "held") throw new Error(outcome.reason.message);
  return outcome.events[0] ?? null;
}

function expectBooksToBalance(commerceEvent: CommerceEvent, code: string, base: string): void {
  const event = firstEventOf(commerceEvent, base);
  if (!event) throw new Error("nothing was mapped");
  expectBalanced(event, base, "");
  expectBalanced(event, code, "InCustomerCurrency");
  const value = minorOf(event.properties.GrossPaidPrice, base);
  expect(event.value).toBe(Number(value) / 10 ** currencyDigits(base));
}

describe("the parts of a purchase add up to its totals, to the last digit, in both currencies", () => {
  test("orders", () => {
    fc.assert(
      fc.property(order, baseCurrency, (anyOrder, base) => {
        expectBooksToBalance(sampleEvent("order.placed", { order: anyOrder }), anyOrder.currency, base);
      }),
      { numRuns: 2000 },
    );
  });

  test("refunds of parts and of all", () => {
    const refunded = order.chain((anyOrder) =>
      fc.record({
        order: fc.constant(anyOrder),
        refund: fc.record(
          {
            id: fc.constant("r1"),
            amount: fc.oneof(fc.constant(anyOrder.totals.grandTotal), amountIn(anyOrder.currency)),
            taxAmount: amountIn(anyOrder.currency, 10_000),
            shippingAmount: amountIn(anyOrder.currency, 10_000),
            lines: fc
              .subarray(anyOrder.lines)
              .map((lines) => lines.map(({ id, quantity }) => ({ lineId: id, quantity: Math.ceil(quantity / 2) }))),
          },
          { requiredKeys: ["id", "amount"] },
        ),
      }),
    );
    fc.assert(
      fc.property(refunded, baseCurrency, (data, base) => {
        expectBooksToBalance(sampleEvent("order.refunded", data), data.order.currency, base);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a refund", () => {
  const twoLines: Order = {
    ...sampleOrder,
    currency: "SEK",
    conversionRate: "1",
    lines: [sampleLine, { ...sampleLine, id: "69", quantity: 3, total: "100.00", taxAmount: "20.00" }],
    totals: { grandTotal: "315.00", taxAmount: "63.00" },
  };

  const cases: [name: string, refund: Refund, expected: object][] = [
    [
      "of one of three pieces pays back its share, half up",
      { id: "1", amount: "33.33", lines: [{ lineId: "69", quantity: 1 }] },
      { GrossPaidPrice: "33.33", TaxAmount: "6.67", OtherAmount: "0.00", ItemNames: ["Test Product"] },
    ],
    [
      "with a fee held back shows it as another amount",
      { id: "1", amount: "90.00", lines: [{ lineId: "68", quantity: 1 }] },
      { GrossPaidPrice: "90.00", OtherAmount: "-10.00" },
    ],
    [
      "of no line is another amount",
      { id: "1", amount: "20.00" },
      { GrossPaidPrice: "20.00", OtherAmount: "20.00", Items: [], Shipping: { Cost: "0.00" } },
    ],
    [
      "of the whole total that names nothing is of everything",
      { id: "1", amount: "315.00" },
      {
        TaxAmount: "63.00",
        OtherAmount: "0.00",
        ItemCount: 2,
        Shipping: { Cost: "10.00" },
        Handling: { Cost: "5.00" },
      },
    ],
    [
      "says what shipping it pays back",
      { id: "1", amount: "10.00", shippingAmount: "10.00", lines: [] },
      { TaxAmount: "2.00", OtherAmount: "0.00", Shipping: { Cost: "10.00", TaxAmount: "2.00" } },
    ],
  ];

  test("of the whole total takes the order's discounts back with it", () => {
    const order = {
      ...twoLines,
      discounts: [{ amount: "15.00" }],
      totals: { grandTotal: "300.00", taxAmount: "60.00" },
    };
    const event = firstEventOf(sampleEvent("order.refunded", { order, refund: { id: "1", amount: "300.00" } }), "SEK");
    expect(event?.properties).toMatchObject({ GrossPaidPrice: "300.00", DiscountValue: "215.00", OtherAmount: "0.00" });
  });

  test.each(cases)("%s", (_name, refund, expected) => {
    const event = firstEventOf(sampleEvent("order.refunded", { order: twoLines, refund }), "SEK");
    expect(event?.properties).toMatchObject(expected);
    expect(event?.value).toBe(Number(refund.amount));
  });
});

test("a line's discount shows in the item and in the order", () => {
  const line = { ...sampleLine, unitOriginalPrice: "120.00" };
  const discounts = [{ code: "SPRING", amount: "15.00" }];
  const totals = { grandTotal: "200.00", taxAmount: "40.00" };
  const discounted = { ...sampleOrder, lines: [line], discounts, totals };
  expect(firstEventOf(sampleEvent("order.placed", { order: discounted }), "EUR")?.properties).toMatchObject({
    DiscountCode: "SPRING",
    DiscountCodes: ["SPRING"],
    DiscountValue: "55.00",
    OtherTaxAmount: "-3.00",
    Items: [{ Discounted: true, DiscountValue: "40.00", OriginalPrice: "240.00", GrossPaidPrice: "200.00" }],
  });
});
