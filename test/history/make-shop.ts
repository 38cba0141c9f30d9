import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import { sampleAddress, sampleEvent, sampleLine, sampleOrder } from "../../src/commerce/samples.ts";
import type { ListedCustomer } from "./list-source.ts";

/** What Klaviyo has to have of an order, in the order's own currency. */
export interface ExpectedMetric {
  readonly metric: string;
  readonly uniqueId: string;
  readonly email: string;
  readonly time: string;
  readonly currency: string;
  readonly amount: string;
}

export interface MadeCustomer extends ListedCustomer {
  readonly email: string;
  /** The customer's line and those of their orders, as an import file has them. */
  readonly lines: readonly string[];
  readonly expected: readonly ExpectedMetric[];
  /** Street of the newest order; null without an order. */
  readonly newestStreet: string | null;
}

const CURRENCIES = [
  { currency: "SEK", baseCurrency: "SEK", conversionRate: "1", digits: 2 },
  { currency: "EUR", baseCurrency: "SEK", conversionRate: "10.6453", digits: 2 },
  { currency: "JPY", baseCurrency: "SEK", conversionRate: "0.0689", digits: 0 },
] as const;

const HOUR_MS = 3_600_000;

/** Customers of a made-up shop, an account every few hours from the first moment on, each with none to four orders; the same for the same arguments. */
export function makeShop(count: number, options: ShopOptions = {}): MadeCustomer[] {
  return [...customersOfShop(count, options)];
}

interface ShopOptions {
  readonly first?: string;
  readonly prefix?: string;
  readonly hoursApart?: number;
}

/** The same one by one, for shops that need not be in memory whole. */
export function* customersOfShop(
  count: number,
  { first = "2022-08-01T00:00:00Z", prefix = "c", hoursApart = 7 }: ShopOptions = {},
): Generator<MadeCustomer> {
  for (let index = 0; index < count; index++)
    yield makeCustomer(index, prefix, Date.parse(first) + index * hoursApart * HOUR_MS);
}

function makeCustomer(index: number, prefix: string, createdMs: number): MadeCustomer {
  const email = `${prefix}${index}@shop.se`;
  const createdAt = isoOf(createdMs);
  // The first order may be older than the account.
  const orders = Array.from({ length: (index * 7) % 5 }, (_, order) =>
    makeOrder(`${prefix}${index}-${order}`, email, createdMs + (order * 30 - 10) * 24 * HOUR_MS, index + order),
  );
  return {
    email,
    createdAt,
    orders: orders.length,
    events: orders.flatMap(({ events }) => events),
    lines: [
      JSON.stringify({ type: "customer", createdAt, customer: { email, firstName: "Åsa" } }),
      ...orders.map(({ line }) => line),
    ],
    expected: orders.flatMap(({ expected }) => expected),
    newestStreet: orders.at(-1)?.street ?? null,
  };
}

function makeOrder(number: string, email: string, placedMs: number, seed: number) {
  const { digits, ...money } = CURRENCIES[seed % CURRENCIES.length] ?? CURRENCIES[0];
  const amount = (units: number) => (digits === 0 ? String(units) : `${units}.50`);
  const street = `${number} Street`;
  const lines = Array.from({ length: 1 + (seed % 3) }, (_, line) => {
    const price = amount(100 + ((seed * 31 + line) % 400));
    return {
      ...sampleLine,
      id: `l${line}`,
      quantity: 1,
      unitPrice: price,
      unitOriginalPrice: price,
      total: price,
      taxAmount: "0",
    };
  });
  const total = sumOf(lines.map((line) => line.total));
  const placedAt = isoOf(placedMs);
  const { handling: _handling, shipping: _shipping, discounts: _discounts, ...plain } = sampleOrder;
  const order = {
    ...plain,
    ...money,
    ...{ number, id: number, createdAt: placedAt, lines, totals: { grandTotal: total, taxAmount: "0" } },
    customer: { email, firstName: "Åsa" },
    billingAddress: { ...sampleAddress, address1: street },
    shippingAddress: { ...sampleAddress, address1: street },
  };
  const [firstLine] = lines;
  const confirmedAt = seed % 5 === 0 ? null : isoOf(placedMs + HOUR_MS);
  const cancelledAt = seed % 11 === 3 ? isoOf(placedMs + 2 * HOUR_MS) : null;
  const refunds =
    seed % 4 === 1 && firstLine
      ? [
          {
            at: isoOf(placedMs + 48 * HOUR_MS),
            id: "r1",
            ordinal: 1,
            amount: firstLine.total,
            lines: [{ lineId: firstLine.id, quantity: 1 }],
          },
          { at: isoOf(placedMs + 72 * HOUR_MS), id: "r2", ordinal: 2, amount: amount(1) },
        ]
      : [];
  const expect = (metric: string, uniqueId: string, time: string, of: string): ExpectedMetric => ({
    ...{ metric, uniqueId, email, time, currency: money.currency, amount: of },
  });
  const events: CommerceEvent[] = [
    sampleEvent("order.placed", { order }, { id: `${number}-placed`, time: placedAt }),
    ...(confirmedAt === null
      ? []
      : [sampleEvent("order.confirmed", { order }, { id: `${number}-confirmed`, time: confirmedAt })]),
    ...(cancelledAt === null
      ? []
      : [sampleEvent("order.cancelled", { order, reason: "No" }, { id: `${number}-cancelled`, time: cancelledAt })]),
    ...refunds.map(({ at, ...refund }) =>
      sampleEvent("order.refunded", { order, refund }, { id: `${number}-${refund.id}`, time: at }),
    ),
  ];
  return {
    street,
    events,
    line: JSON.stringify({
      type: "order",
      order,
      confirmedAt,
      cancelledAt,
      ...(cancelledAt ? { cancelReason: "No" } : {}),
      refunds,
    }),
    expected: [
      expect("Placed Order", number, placedAt, total),
      ...lines.map((line) => expect("Ordered Product", `${number}-${line.id}`, placedAt, line.total)),
      ...(confirmedAt === null ? [] : [expect("Confirmed Order", number, confirmedAt, total)]),
      ...(cancelledAt === null ? [] : [expect("Cancelled Order", number, cancelledAt, total)]),
      ...refunds.map(({ id, at, amount: of }, index) =>
        expect("Refunded Order", index === 0 ? number : `${number}-refund-${id}`, at, of),
      ),
    ],
  };
}

function sumOf(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
