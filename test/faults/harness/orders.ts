import { sampleAddress, sampleCustomer, sampleEvent, sampleLine, sampleOrder } from "../../../src/commerce/samples.ts";
import type { ExpectedEvent } from "./ledger.ts";

/** A commerce event for the push API, and the metric events that it has to become. */
export interface Placed {
  readonly event: unknown;
  readonly makes: readonly ExpectedEvent[];
}

/** An order of one line, which makes Placed Order and Ordered Product (docs/metrics.md). */
export function composeOrder(account: string, number: string, email: string): Placed {
  const address = { ...sampleAddress, email };
  const order = {
    ...sampleOrder,
    number,
    id: `order-${number}`,
    customer: { ...sampleCustomer, id: email, email },
    billingAddress: address,
    shippingAddress: address,
  };
  return {
    event: sampleEvent("order.placed", { order }, { id: `placed-${number}` }),
    makes: [
      { account, metric: "Placed Order", uniqueId: number, email },
      { account, metric: "Ordered Product", uniqueId: `${number}-${sampleLine.id}`, email },
    ],
  };
}

/** An account of a customer, which makes one metric event: Created Account. */
export function composeCustomer(account: string, id: string, email: string): Placed {
  return {
    event: sampleEvent("customer.created", { customer: { ...sampleCustomer, id, email } }, { id: `created-${id}` }),
    makes: [{ account, metric: "Created Account", uniqueId: id, email }],
  };
}
