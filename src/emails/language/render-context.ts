import type { JsonValue } from "../../metrics/metric-event.ts";

export type JsonMap = { readonly [key: string]: JsonValue | undefined };

/** What Klaviyo knows when it renders a mail. */
export interface RenderContext {
  /** The event's properties, with `$value` and `$event_id` among them; absent outside of flows that a metric triggers. */
  readonly event?: JsonMap;
  /** The profile's attributes and custom properties side by side; they are also variables without `person.`. */
  readonly person: JsonMap;
  readonly organization?: JsonMap;
  /** Catalogue items by their id in the shop. Absent: the catalogue is not known, and items are not looked up. */
  readonly catalog?: { readonly [id: string]: JsonMap | undefined };
  /** Milliseconds since the epoch: when the mail is sent. */
  readonly now: number;
  /** Of the Klaviyo account. */
  readonly account?: {
    /** IANA; of `today`, `now` and `current_…`. Without it UTC is shown, with a warning. */
    readonly timeZone?: string;
    /** ISO 4217; of `currency_format`. */
    readonly currency?: string;
  };
  /** Where Klaviyo's own links lead; `#unsubscribe` and so on without them. */
  readonly links?: { readonly unsubscribe?: string; readonly managePreferences?: string; readonly webView?: string };
  /** For `{% render_variable preview_text %}`. */
  readonly previewText?: string;
  /** false for what is not HTML: subjects and plain text. Default true, as in Klaviyo. */
  readonly autoEscape?: boolean;
}
