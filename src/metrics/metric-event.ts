/** Every metric that the plugin sends, under the exact name that flows in Klaviyo listen to (seed: "Metric types currently supported"). */
export const METRIC_NAMES = [
  "Placed Order",
  "Ordered Product",
  "Confirmed Order",
  "Cancelled Order",
  "Refunded Order",
  "Started Checkout",
  "Shipping Update",
  "Shipped",
  "Out for delivery",
  "Delivered",
  "Reset Password",
  "Created Account",
  "Gift Certificate",
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** The customer as Klaviyo's profile attributes. The e-mail address is the one identifier. */
export interface MetricProfile {
  readonly email: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly organization?: string;
  /** E.164. */
  readonly phone_number?: string;
  /** BCP 47, for example `sv-SE`. */
  readonly locale?: string;
  readonly location?: {
    readonly address1?: string;
    readonly address2?: string;
    readonly city?: string;
    readonly region?: string;
    readonly zip?: string;
    readonly country?: string;
  };
  readonly properties?: { readonly [key: string]: JsonValue | undefined };
}

/** What Klaviyo is told: one metric, once, for one customer. */
export interface MetricEvent {
  readonly metric: MetricName;
  /** 1 to 255 characters, derived from the source alone; Klaviyo keeps the first of (profile, metric, unique id). */
  readonly uniqueId: string;
  /** RFC 3339 with an offset. */
  readonly time: string;
  /** In `valueCurrency`. A number, since Klaviyo counts no string as revenue; exact up to 2^53 minor units. */
  readonly value?: number;
  /** ISO 4217. */
  readonly valueCurrency?: string;
  readonly profile: MetricProfile;
  readonly properties: { readonly [key: string]: JsonValue | undefined };
  /** Names of top-level properties that are credentials: masked wherever they are shown, blanked once delivered. */
  readonly secrets: readonly string[];
}
