import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { makeOrders } from "./orders.ts";

const ORDERS_PER_CUSTOMER = 5;
const HOUR_MS = 3_600_000;
const FIRST_ACCOUNT = Date.parse("2020-01-01T00:00:00Z");

/**
 * Customers with five orders each, of one to four lines, nine of ten confirmed, one of twenty cancelled. The lines are sorted by time of
 * the account, as a shop would write them. Answers how many metric events they make.
 */
export async function writeImportFile(path: string, orders: number): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path, { highWaterMark: 4 * 1024 * 1024 });
  let events = 0;
  for (let first = 0; first < orders; first += ORDERS_PER_CUSTOMER) {
    const text = customerText(first, Math.min(ORDERS_PER_CUSTOMER, orders - first), (made) => {
      events += made;
    });
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return events;
}

function customerText(first: number, count: number, note: (events: number) => void): string {
  const email = `customer-${first}@ascaro-shop.com`;
  const createdMs = FIRST_ACCOUNT + (first / ORDERS_PER_CUSTOMER) * 60_000;
  const createdAt = new Date(createdMs).toISOString();
  const lines = [JSON.stringify({ type: "customer", createdAt, customer: { email } })];
  makeOrders(count, first).forEach((event, index) => {
    if (event.type !== "order.placed") return;
    const number = first + index;
    const at = (hours: number) => new Date(createdMs + (index * 24 + hours) * HOUR_MS).toISOString();
    const { order } = event.data;
    const confirmedAt = number % 10 === 0 ? null : at(1);
    const cancelledAt = number % 20 === 3 ? at(2) : null;
    note(1 + order.lines.length + (confirmedAt === null ? 0 : 1) + (cancelledAt === null ? 0 : 1));
    const placed = { ...order, createdAt: at(0), customer: { ...order.customer, id: String(first), email } };
    lines.push(JSON.stringify({ type: "order", order: placed, confirmedAt, cancelledAt }));
  });
  return `${lines.join("\n")}\n`;
}
