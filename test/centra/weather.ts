import type { FaultRule } from "../../sandbox/centra/faults/fault-rules.ts";
import type { ConnectedShop } from "./connected-shop.ts";

/** What can go wrong with an answer of Centra, from a limit to holes in the data. */
const ACTIONS: readonly FaultRule["action"][] = [
  { status: 429, retryAfter: "1" },
  { status: 500 },
  { status: 502, body: "html" },
  { reset: "after-body" },
  { reset: "after-body", accept: true },
  { reset: "mid-answer" },
  { timeout: true },
  { timeout: true, accept: true },
  { body: "truncated" },
  { body: "empty" },
  { withoutPermissions: ["Order:read", "Event:write"] },
  { withoutPermissions: ["Shipment:read", "PaymentHistory:read"] },
  { fields: { "DirectToConsumerOrder.shipments": "error" } },
  { fields: { "DirectToConsumerOrder.totals": "error" } },
  { fields: { "Customer.email": "error" } },
];

/** Each of the faults strikes with this probability, until the weather is made fair. */
export function makeBadWeather({ centra }: ConnectedShop, probability: number): void {
  for (const action of ACTIONS) centra.addFault({ match: { probability }, action });
}

/** Klaviyo answers so often that it cannot, or not at all, or takes what it does not answer. */
export function makeKlaviyoFail({ klaviyo }: Pick<ConnectedShop, "klaviyo">, probability: number): void {
  for (const action of [
    { status: 503 },
    { status: 429, retryAfter: 1 },
    { reset: "after-body" },
    { reset: "after-body", accept: true },
  ] as const)
    klaviyo.addFault({ match: { probability }, action });
}
