import fc from "fast-check";
import { expect, test } from "vitest";
import { orderFacts } from "./order-facts.ts";
import { type CentraOrderState, readOrderState } from "./read-order.ts";

const at = (minute: number) => `2026-03-14T09:${String(minute).padStart(2, "0")}:00+01:00`;

function order(given: Record<string, unknown>): CentraOrderState {
  const state = readOrderState({ number: 14, status: "PENDING", createdAt: at(0), updatedAt: at(50), ...given });
  if (state === null) throw new Error("This is no order.");
  return state;
}

const changed = (minute: number, to: string, comment?: string) => ({
  createdAt: at(minute),
  type: "ORDER_STATUS_CHANGED",
  dataJSON: JSON.stringify({ from: "PENDING", to, comment }),
});
const shipment = (id: number, minute: number | null) => ({
  id,
  number: `14-${id}`,
  isShipped: minute !== null,
  shippedAt: minute === null ? null : at(minute),
});
const payment = (id: number, minute: number, entryType: string, status = "SUCCESS") => ({
  id,
  createdAt: at(minute),
  entryType,
  status,
  value: { value: -5 },
});

const tell = (given: Record<string, unknown>) =>
  orderFacts(order(given)).map(({ key, at: time }) => `${key} ${time === null ? "?" : time.slice(14, 16)}`);

test.each<[string, Record<string, unknown>, string[]]>([
  ["a new order", {}, ["placed 00"]],
  ["one that waits for payment", { isWaitingForPayment: true }, []],
  ["one that was never paid and cancelled", { isWaitingForPayment: true, status: "CANCELLED" }, []],
  ["one on hold", { isOnHold: true }, ["placed 00"]],
  ["confirmed", { status: "CONFIRMED", history: [changed(5, "CONFIRMED")] }, ["placed 00", "confirmed 05"]],
  ["confirmed at an unknown time", { status: "CONFIRMED" }, ["placed 00", "confirmed ?"]],
  [
    "all the way between two looks",
    {
      status: "SHIPPED",
      history: [changed(5, "CONFIRMED"), changed(6, "PROCESSING"), changed(20, "SHIPPED")],
      shipments: [shipment(1, 10), shipment(2, 20)],
      paymentHistory: [payment(7, 30, "REFUND"), payment(9, 40, "REFUND_GIFT_CARD")],
    },
    ["placed 00", "confirmed 05", "shipped:1 10", "shipped:2 20", "refunded:7 30", "refunded:9 40"],
  ],
  [
    "confirmed and cancelled between two looks",
    { status: "CANCELLED", history: [changed(5, "CONFIRMED"), changed(9, "CANCELLED", "Sold out")] },
    ["placed 00", "confirmed 05", "cancelled 09"],
  ],
  [
    "a shipment that is only being made",
    { status: "PROCESSING", history: [changed(5, "PROCESSING")], shipments: [shipment(1, null)] },
    ["placed 00", "confirmed 05"],
  ],
  [
    "refunds that are asked for or refused",
    { paymentHistory: [payment(1, 5, "REFUND_REQUEST", "PENDING"), payment(2, 6, "REFUND_FAILED", "FAILED")] },
    ["placed 00"],
  ],
  ["a refund under way", { paymentHistory: [payment(1, 5, "REFUND", "PENDING")] }, ["placed 00"]],
  ["an unknown status", { status: "ON_THE_MOON" }, ["placed 00"]],
  [
    "a history that is no JSON",
    { history: [{ createdAt: at(5), type: "ORDER_STATUS_CHANGED", dataJSON: "{" }] },
    ["placed 00"],
  ],
])("%s", (_name, given, facts) => expect(tell(given)).toEqual(facts));

test("the reason is the one given with the cancellation", () => {
  const facts = orderFacts(order({ status: "CANCELLED", history: [changed(9, "CANCELLED", "Sold out")] }));
  expect(facts.at(-1)).toMatchObject({ kind: "cancelled", reason: "Sold out" });
});

test("refunds are numbered by their time, whatever their order in Centra's list", () => {
  const facts = orderFacts(order({ paymentHistory: [payment(9, 40, "REFUND"), payment(7, 30, "REFUND")] }));
  const refunds = facts.flatMap((fact) => (fact.kind === "refunded" ? [[fact.key, fact.ordinal]] : []));
  expect(refunds).toEqual([
    ["refunded:7", 1],
    ["refunded:9", 2],
  ]);
});

/** A life of an order, and the state of Centra's object after each step. */
const life = fc.array(fc.constantFrom("confirm", "ship", "refund", "cancel"), { maxLength: 8 }).map((steps) => {
  const given: { status: string; history: object[]; shipments: object[]; paymentHistory: object[] } = {
    ...{ status: "PENDING", history: [], shipments: [], paymentHistory: [] },
  };
  const looks = [structuredClone(given)];
  steps.forEach((step, index) => {
    const minute = index + 1;
    const isOver = given.status === "CANCELLED";
    if (step === "confirm" && given.status === "PENDING") {
      given.status = "CONFIRMED";
      given.history.push(changed(minute, "CONFIRMED"));
    } else if (step === "ship" && !isOver && given.status !== "PENDING") {
      given.shipments.push(shipment(given.shipments.length + 1, minute));
    } else if (step === "refund") {
      given.paymentHistory.push(payment(minute, minute, "REFUND"));
    } else if (step === "cancel" && !isOver) {
      given.status = "CANCELLED";
      given.history.push(changed(minute, "CANCELLED"));
    }
    looks.push(structuredClone(given));
  });
  return looks;
});

test("however often one looks, the same is told, each thing once and in order", () => {
  fc.assert(
    fc.property(life, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (states, isSeen) => {
      const told: string[] = [];
      const last = states.length - 1;
      states.forEach((state, index) => {
        if (index < last && !isSeen[index]) return;
        for (const { key } of orderFacts(order(state))) if (!told.includes(key)) told.push(key);
      });
      expect(told).toEqual(orderFacts(order(states[last] ?? {})).map(({ key }) => key));
    }),
  );
});
