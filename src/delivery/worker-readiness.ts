import type { Clock } from "../clock.ts";
import type { DeliveryListener } from "./delivery-events.ts";

/** A worker renews its leases every few seconds; after this long without, it drives nothing any more. */
const STALE_MS = 15_000;

export class WorkerNotReadyError extends Error {
  readonly code = "worker_not_ready";
  constructor() {
    super("The worker could not renew its leases for a while; it sends nothing until it can. Check the database.");
  }
}

/** Knows from what a worker tells whether it does its rounds; `check` throws WorkerNotReadyError when it does not. */
export function watchWorker(clock: Clock): { readonly listener: DeliveryListener; readonly check: () => void } {
  let renewedAt = Number.NEGATIVE_INFINITY;
  return {
    listener: (event) => {
      if (event.type === "leases_renewed") renewedAt = clock.monotonic();
    },
    check: () => {
      if (clock.monotonic() - renewedAt > STALE_MS) throw new WorkerNotReadyError();
    },
  };
}
