import type { CommerceEventType } from "../../commerce/commerce-event.ts";
import type { MetricName } from "../metric-event.ts";

interface MetricNote {
  readonly from: CommerceEventType;
  readonly says: string;
  readonly uniqueId: string;
  /** What its value is; null when it has none. */
  readonly value: string | null;
}

export const METRIC_NOTES: Readonly<Record<MetricName, MetricNote>> = {
  "Placed Order": {
    from: "order.placed",
    says: "A customer placed an order.",
    uniqueId: "the order's number",
    value: "the order's total",
  },
  "Ordered Product": {
    from: "order.placed",
    says: "One for each line of a placed order, with the item's fields at top level, where segments and flow filters see them.",
    uniqueId: "`<order>-<line id>`",
    value: "the line's total",
  },
  "Confirmed Order": {
    from: "order.confirmed",
    says: "The shop confirmed an order.",
    uniqueId: "the order's number",
    value: "the order's total",
  },
  "Cancelled Order": {
    from: "order.cancelled",
    says: "An order was cancelled.",
    uniqueId: "the order's number, which Klaviyo matches with Placed Order's",
    value: "the order's total",
  },
  "Refunded Order": {
    from: "order.refunded",
    says: "Money was paid back. Items and amounts are what was paid back, not the order's.",
    uniqueId:
      "the order's number for the first refund, which Klaviyo matches with Placed Order's; `<order>-refund-<refund id>` for later ones. A refund says which it is by `ordinal`; without it the first to arrive is the first",
    value: "the refunded amount",
  },
  "Started Checkout": {
    from: "checkout.started",
    says: "A known customer began to check out.",
    uniqueId:
      "the selection's id: a selection fires once. With a `visitId`, `<selection>-<visit>`: it fires once a visit, for shops that want to remind again",
    value: "the checkout's total",
  },
  "Shipping Update": {
    from: "shipment.updated",
    says: "A shipment was shipped, is out for delivery, or was delivered, as `UpdateType` says.",
    uniqueId: "`<UpdateType>-<shipment number>`, also `ShipmentId`",
    value: null,
  },
  Shipped: {
    from: "shipment.updated",
    says: "A shipment left. Sent beside Shipping Update, with the same payload.",
    uniqueId: "as Shipping Update",
    value: null,
  },
  "Out for delivery": {
    from: "shipment.updated",
    says: "A shipment is out for delivery. Sent beside Shipping Update, with the same payload.",
    uniqueId: "as Shipping Update",
    value: null,
  },
  Delivered: {
    from: "shipment.updated",
    says: "A shipment was delivered. Sent beside Shipping Update, with the same payload.",
    uniqueId: "as Shipping Update",
    value: null,
  },
  "Reset Password": {
    from: "customer.password_reset_requested",
    says: "A customer asked for a new password. The link is masked wherever events are shown and blanked once delivered.",
    uniqueId: "the commerce event's id",
    value: null,
  },
  "Created Account": {
    from: "customer.created",
    says: "A customer registered.",
    uniqueId: "the customer's id; the e-mail address in lower case when the shop has none",
    value: null,
  },
  "Gift Certificate": {
    from: "gift_certificate.issued",
    says: "A gift certificate is handed over. Code and link are masked wherever events are shown and blanked once delivered.",
    uniqueId: "the certificate's id",
    value: "what it is worth",
  },
};
