import type { MetricName } from "../../metrics/metric-event.ts";
import type { TextKey } from "../texts/texts.ts";

interface Mail {
  /** Name of its files in src/emails/layouts. */
  readonly layout: string;
  readonly subject: TextKey;
  readonly preview: TextKey;
  /** Marketing goes only to those who agreed to it, and can be unsubscribed from. */
  readonly purpose: "transactional" | "marketing";
}

/** The metrics that a mail is made for. */
export const MAILS = {
  "Placed Order": {
    layout: "placed-order",
    subject: "placedOrder.subject",
    preview: "placedOrder.preview",
    purpose: "transactional",
  },
} as const satisfies Partial<Record<MetricName, Mail>>;

export type EmailMetric = keyof typeof MAILS;

export const EMAIL_METRICS = Object.keys(MAILS).filter(isEmailMetric);

export function isEmailMetric(metric: string): metric is EmailMetric {
  return Object.hasOwn(MAILS, metric);
}
