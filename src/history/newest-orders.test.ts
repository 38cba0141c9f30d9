import { expect, test } from "vitest";
import { sampleEvent, sampleOrder } from "../commerce/samples.ts";
import { newestOrders } from "./newest-orders.ts";

function event(
  type: "order.placed" | "order.refunded",
  id: string,
  number: string,
  createdAt: string,
  email = "a@shop.se",
) {
  const order = { ...sampleOrder, number, createdAt, customer: { email } };
  return sampleEvent(type, { order }, { id });
}

test("of each customer the newest order's events speak, whatever came last and however the address is written", () => {
  const events = [
    event("order.placed", "new", "2", "2023-01-02T00:00:00+01:00"),
    event("order.placed", "old", "1", "2022-01-02T00:00:00Z", "A@shop.se"),
    event("order.refunded", "old-refunded", "1", "2022-01-02T00:00:00Z"),
    event("order.refunded", "new-refunded", "2", "2023-01-02T00:00:00+01:00"),
    event("order.placed", "other", "3", "2021-01-01T00:00:00Z", "b@shop.se"),
    sampleEvent("customer.created", {}, { id: "account" }),
  ];
  expect([...newestOrders(events)]).toEqual(["new", "new-refunded", "other"]);
});
