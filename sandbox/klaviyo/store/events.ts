/** An event that Klaviyo recorded. */
export interface StoredEvent {
  readonly id: string;
  readonly uuid: string;
  readonly metricId: string;
  readonly profileId: string;
  readonly uniqueId: string;
  /** Seconds since the epoch: fractions are cut off. */
  readonly timeSeconds: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly value: number | null;
  readonly valueCurrency: string | null;
  /** Recorded without triggering flows. */
  readonly backfill: boolean;
  /** Which endpoint it came through. */
  readonly via: EventPath;
  /** When Klaviyo answered 202, and when it was processed; milliseconds since the epoch. */
  readonly acceptedAt: number;
  readonly processedAt: number;
}

export type EventPath = "single" | "bulk";

export type DropReason = "duplicate" | "test_domain" | "profile_mismatch";

export const DROP_REASONS: Readonly<Record<DropReason, string>> = {
  duplicate: "The unique_id was there already for this profile and metric; only the first processed event is recorded.",
  test_domain: "Events of test e-mail domains are accepted with 202 and then dropped.",
  profile_mismatch: "The profile id is unknown, or belongs to another profile than the e-mail address.",
};

/** An event that was answered 202 and then not recorded. */
export interface DroppedEvent {
  readonly reason: DropReason;
  readonly detail: string;
  readonly metric: string;
  readonly uniqueId: string;
  readonly email: string | null;
  readonly via: EventPath;
  readonly processedAt: number;
}
