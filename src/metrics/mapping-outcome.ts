import type { MetricEvent } from "./metric-event.ts";

/** Why an event is held or skipped: a stable code, and a sentence for the merchant. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** A metric event that the plugin's settings or Klaviyo's limits leave out. It is complete, so that it can be sent after all. */
export interface SkippedEvent {
  readonly event: MetricEvent;
  readonly reason: Reason;
}

export type MappingOutcome =
  | { readonly kind: "mapped"; readonly events: readonly MetricEvent[]; readonly skipped: readonly SkippedEvent[] }
  /** Nothing can be made of it yet; it is to be kept and mapped anew when the cause is gone. */
  | { readonly kind: "held"; readonly reason: Reason };

/** What a commerce event alone does not tell. */
export interface MappingContext {
  /** False leaves every event out, with a reason. Default: true. */
  readonly isPluginActive?: boolean;
  /** Milliseconds since the epoch; given, events more than a year ahead are left out, as Klaviyo would refuse them. */
  readonly now?: number;
}
