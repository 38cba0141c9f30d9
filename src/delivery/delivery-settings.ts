import { BULK_CREATE_EVENTS_QUOTA, CREATE_EVENT_QUOTA, type Quota } from "./rate-windows.ts";

export interface DeliverySettings {
  /** Quotas until Klaviyo's answers name others. */
  readonly singleQuota: Quota;
  readonly bulkQuota: Quota;
  /** Requests in flight per account. 64 single ones fill 350/s at up to 180 ms each. */
  readonly maxSingleInFlight: number;
  readonly maxBulkInFlight: number;
  /** Live events spill into bulk when the single endpoint would need longer than this for them. */
  readonly spillAfterMs: number;
  /** History that does not fill a request waits so long for company: an export goes on filling the lane while requests are sent. */
  readonly gatherHistoryMs: number;
  /** Events of all accounts together that a worker keeps in memory, about: some kilobytes each. */
  readonly maxEventsInMemory: number;
  /** Put-off events that a new holder of an account learns of at once, to keep customers' order; of others it asks as it goes on. */
  readonly maxWaitingKnown: number;
  /** How often a paused plugin is tried with one event. */
  readonly probePausedEveryMs: number;
  /** How often a lane is read from its beginning, for rows that came in behind the cursor. */
  readonly rescanEveryMs: number;
  /** A lease lives this long without being renewed. A killed worker's accounts go on elsewhere after it. */
  readonly leaseTtlMs: number;
  readonly renewLeasesEveryMs: number;
  /** At a shutdown, how long requests in flight may take before they are broken off. */
  readonly drainMs: number;
}

export const DEFAULT_DELIVERY: DeliverySettings = {
  singleQuota: CREATE_EVENT_QUOTA,
  bulkQuota: BULK_CREATE_EVENTS_QUOTA,
  maxSingleInFlight: 64,
  maxBulkInFlight: 4,
  spillAfterMs: 3_000,
  gatherHistoryMs: 2_000,
  maxEventsInMemory: 8_000,
  maxWaitingKnown: 20_000,
  probePausedEveryMs: 60_000,
  rescanEveryMs: 15_000,
  leaseTtlMs: 10_000,
  renewLeasesEveryMs: 3_000,
  drainMs: 8_000,
};
