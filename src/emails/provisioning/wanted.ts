import type { MappingId } from "../../klaviyo/setup/metrics.ts";
import type { TemplateContent } from "../../klaviyo/setup/templates.ts";
import type { MetricName } from "../../metrics/metric-event.ts";
import type { Branding } from "../../plugins/branding.ts";
import { composeEmail } from "../templates/compose-email.ts";
import { EMAIL_METRICS, type EmailMetric, MAILS } from "../templates/email-metrics.ts";
import type { EmailLanguage, Texts } from "../texts/texts.ts";

/** Everything that a plugin's mails need in its Klaviyo account. */
export interface Wanted {
  readonly pluginId: string;
  /** What the names of all our objects begin with: how they are known again. */
  readonly namePrefix: string;
  readonly tag: string;
  /** As the branding has it; empty texts leave it to the account's own sender. */
  readonly sender: { readonly name: string; readonly email: string };
  /** Metrics that must exist in the account. */
  readonly metrics: readonly MetricName[];
  readonly mails: readonly WantedMail[];
  readonly flows: readonly WantedFlow[];
  readonly mappings: readonly { readonly id: MappingId; readonly metric: MetricName }[];
}

/** A mail in one language: a template of the account, and an e-mail of a flow with a copy of it. */
export interface WantedMail {
  /** `Placed Order/sv`. */
  readonly key: string;
  readonly metric: EmailMetric;
  readonly language: EmailLanguage;
  readonly template: TemplateContent;
  readonly subject: string;
  readonly previewText: string;
}

export interface WantedFlow {
  readonly metric: EmailMetric;
  readonly name: string;
  /** The last is for everybody who speaks none of the others. */
  readonly languages: readonly EmailLanguage[];
  readonly isTransactional: boolean;
  /** Of a checkout that was left behind: how long to wait, and which event ends the waiting. */
  readonly patience: { readonly hours: number; readonly unless: MetricName } | null;
}

export interface WantedOptions {
  readonly pluginId: string;
  readonly branding: Branding;
  /** The first is for everybody who speaks none of the others. */
  readonly languages: readonly EmailLanguage[];
  readonly metrics: readonly EmailMetric[];
  /** The merchant's own words in place of the language files'. */
  readonly texts?: (metric: EmailMetric, language: EmailLanguage) => Partial<Texts> | undefined;
}

export const OUR_TAG = "centra-klaviyo";

/** Klaviyo's advice for abandoned carts: later than orders take to arrive there, and soon enough to be remembered. */
const CHECKOUT_PATIENCE = { hours: 4, unless: "Placed Order" } as const;

/** Which of our metrics Klaviyo's reports mean (Klaviyo, guide for platform integrations: metric mapping). */
const MAPPINGS = [
  { id: "revenue", metric: "Placed Order" },
  { id: "ordered_product", metric: "Ordered Product" },
  { id: "cancelled_sales", metric: "Cancelled Order" },
  { id: "refunded_sales", metric: "Refunded Order" },
  { id: "started_checkout", metric: "Started Checkout" },
] as const satisfies Wanted["mappings"];

/** All but Shipping Update, which fires beside Shipped, Out for delivery and Delivered: with both, each parcel would be told of twice. */
export const USUAL_METRICS: readonly EmailMetric[] = EMAIL_METRICS.filter((metric) => metric !== "Shipping Update");

/** What the account is to have. Pure; throws TextFaultyError for a text of the merchant's that no mail can be made of. */
export function wantedObjects(options: WantedOptions): Wanted {
  const { pluginId, branding, metrics, texts } = options;
  const [fallback, ...others] = options.languages;
  const languages = fallback === undefined ? [] : [...others, fallback];
  const namePrefix = `Centra ${pluginId} · `;
  const mails = metrics.flatMap((metric) =>
    languages.map((language): WantedMail => {
      const own = texts?.(metric, language);
      const email = composeEmail({ metric, language, branding, ...(own === undefined ? {} : { texts: own }) });
      return {
        key: mailKey(metric, language),
        metric,
        language,
        template: { name: `${namePrefix}${metric} · ${language}`, html: email.html, text: email.text },
        subject: email.subject,
        previewText: email.previewText,
      };
    }),
  );
  const flows = metrics.map(
    (metric): WantedFlow => ({
      metric,
      name: `${namePrefix}${metric}`,
      languages,
      isTransactional: MAILS[metric].purpose === "transactional",
      patience: metric === "Started Checkout" ? CHECKOUT_PATIENCE : null,
    }),
  );
  const patienceMetrics = flows.flatMap(({ patience }) => (patience === null ? [] : [patience.unless]));
  const ofMappings = MAPPINGS.map(({ metric }) => metric);
  return {
    pluginId,
    namePrefix,
    tag: OUR_TAG,
    sender: { name: branding.shopName, email: branding.supportEmail },
    metrics: [...new Set<MetricName>([...metrics, ...patienceMetrics, ...ofMappings])],
    mails,
    flows,
    mappings: MAPPINGS,
  };
}

export function mailKey(metric: EmailMetric, language: EmailLanguage): string {
  return `${metric}/${language}`;
}
