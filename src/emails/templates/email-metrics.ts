import type { MetricName } from "../../metrics/metric-event.ts";
import { byStatus } from "../design/by-status.ts";
import { text } from "../design/slots.ts";
import type { TextKey } from "../texts/texts.ts";

interface Mail {
  /** Name of its files in src/emails/layouts. */
  readonly layout: string;
  /** Words alone, or with tags around them where it depends on the event: a layout of one line. */
  readonly subject: string;
  readonly preview: string;
  /** Marketing goes only to those who agreed to it, and can be unsubscribed from. */
  readonly purpose: "transactional" | "marketing";
}

function mail(layout: string, group: Group, purpose: Mail["purpose"] = "transactional"): Mail {
  return { layout, subject: text(`${group}.subject`), preview: text(`${group}.preview`), purpose };
}

type Group = TextKey extends infer Key ? (Key extends `${infer Name}.subject` ? Name : never) : never;

/** The metrics that a mail is made for. */
export const MAILS = {
  "Placed Order": mail("placed-order", "placedOrder"),
  "Confirmed Order": mail("confirmed-order", "confirmedOrder"),
  "Cancelled Order": mail("cancelled-order", "cancelledOrder"),
  "Refunded Order": mail("refunded-order", "refundedOrder"),
  "Started Checkout": mail("started-checkout", "startedCheckout", "marketing"),
  /** Fires beside each of the three below, and says in its one mail what they say in theirs: a shop sends this one or those. */
  "Shipping Update": {
    layout: "shipping-update",
    subject: byStatus("subject"),
    preview: byStatus("preview"),
    purpose: "transactional",
  },
  Shipped: mail("shipped", "shipped"),
  "Out for delivery": mail("out-for-delivery", "outForDelivery"),
  Delivered: mail("delivered", "delivered"),
  "Reset Password": mail("reset-password", "resetPassword"),
  "Created Account": mail("created-account", "createdAccount"),
  "Gift Certificate": mail("gift-certificate", "giftCertificate"),
} as const satisfies Partial<Record<MetricName, Mail>>;

export type EmailMetric = keyof typeof MAILS;

export const EMAIL_METRICS = Object.keys(MAILS).filter(isEmailMetric);

export function isEmailMetric(metric: string): metric is EmailMetric {
  return Object.hasOwn(MAILS, metric);
}
