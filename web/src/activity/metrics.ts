import type { Paths } from "../api/api-types.ts";

type Query = NonNullable<Paths["/v1/admin/events"]["get"]["parameters"]["query"]>;
export type Metric = NonNullable<Query["metric"]>;

/** Every metric; the compiler compares it with the API's own list. */
const ALL: Readonly<Record<Metric, true>> = {
  "Placed Order": true,
  "Ordered Product": true,
  "Confirmed Order": true,
  "Cancelled Order": true,
  "Refunded Order": true,
  "Started Checkout": true,
  "Shipping Update": true,
  Shipped: true,
  "Out for delivery": true,
  Delivered: true,
  "Reset Password": true,
  "Created Account": true,
  "Gift Certificate": true,
};

export const METRICS = Object.keys(ALL) as Metric[];
