import type { SendOutcome } from "../klaviyo/outcome.ts";
import type { Account } from "./account.ts";
import type { SentRequest } from "./conclude-request.ts";

/** A database that does not answer is asked again after this time. */
const READ_AGAIN_MS = 500;

/**
 * Its events could not be read, so nothing was sent: that is no attempt of theirs, and says nothing of Klaviyo. They are put off for a
 * moment, in order, and what stands behind them with them.
 */
export function withdrawRequest(account: Account, sent: SentRequest, outcome: SendOutcome, fault: unknown): void {
  const { clock, logger, settler } = account;
  sent.driven.requestsInFlight--;
  sent.end({ outcome, isUnavailable: false, now: clock.monotonic(), random: 0 });
  logger.warn({ err: fault, account: account.id }, "Events could not be read for a request; it is tried again");
  const { queue } = sent.driven.lanes[sent.lane];
  const dueAt = clock.now() + READ_AGAIN_MS;
  for (const group of sent.batch) {
    for (const event of group.toReversed()) {
      for (const deferral of queue.putOff(event, dueAt)) settler.add({ ...deferral, outcome: "deferred" });
    }
  }
  account.wake();
}
