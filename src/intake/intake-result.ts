import type { Reason } from "../metrics/mapping-outcome.ts";

/** A metric of a commerce event that the plugin's settings leave out; it is listed as skipped in the outbox. */
export interface SkippedMetric {
  readonly metric: string;
  readonly uniqueId: string;
  readonly reason: Reason;
}

/**
 * What became of one commerce event:
 *
 * accepted   its metrics are committed and will be delivered; some of them may be skipped
 * duplicate  everything of it was there before; nothing was written
 * held       committed as it came, because it cannot be mapped yet; goes out when the reason is gone
 * skipped    the settings leave all of it out; committed and listed with the reasons
 */
export type IntakeResult =
  | { readonly status: "accepted"; readonly skipped: readonly SkippedMetric[] }
  | { readonly status: "duplicate" }
  | { readonly status: "held"; readonly reason: Reason }
  | { readonly status: "skipped"; readonly skipped: readonly SkippedMetric[] };
