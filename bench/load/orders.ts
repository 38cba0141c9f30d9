import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import { sampleAddress, sampleCustomer, sampleEvent, sampleLine, sampleOrder } from "../../src/commerce/samples.ts";

const CURRENCIES = [
  { currency: "SEK", conversionRate: "1" },
  { currency: "EUR", conversionRate: "10.6453" },
  { currency: "JPY", conversionRate: "0.0689" },
];

/** Orders placed of one to four lines by as many customers, a third each in the base currency, in euro and in yen. */
export function makeOrders(count: number, firstNumber: number): CommerceEvent[] {
  return Array.from({ length: count }, (_, index) => makeOrder(firstNumber + index));
}

function makeOrder(number: number): CommerceEvent {
  const price = 100 + (number % 900);
  const phone = `070-123 ${String((number % 10_000) + 10_000).slice(1)}`;
  const lines = Array.from({ length: 1 + (number % 4) }, (_line, line) => ({
    ...sampleLine,
    id: String(line),
    sku: `SKU-${number}-${line}`,
    quantity: 2,
    unitPrice: String(price),
    unitOriginalPrice: String(price + 20),
    total: String(price * 2),
    taxAmount: String(Math.round(price * 0.4)),
  }));
  const total = lines.length * price * 2 + 15;
  const order = {
    ...sampleOrder,
    number: String(number),
    customer: { ...sampleCustomer, email: `customer-${number}@ascaro-shop.com`, phone },
    billingAddress: { ...sampleAddress, phone },
    shippingAddress: { ...sampleAddress, phone },
    lines,
    totals: { grandTotal: String(total), taxAmount: String(Math.round(total / 5)) },
    ...CURRENCIES[number % CURRENCIES.length],
  };
  return sampleEvent("order.placed", { order }, { id: `order-${number}-placed` });
}
