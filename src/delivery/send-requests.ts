import { BULK_CREATE_EVENTS, type ProfileGroup } from "../klaviyo/bulk-create-events.ts";
import { CREATE_EVENT } from "../klaviyo/create-event.ts";
import type { SendOutcome } from "../klaviyo/outcome.ts";
import type { Lane, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import type { BulkBatch } from "./bulk-batch.ts";
import { concludeRequest, type SentRequest } from "./conclude-request.ts";
import type { EndpointName } from "./delivery-events.ts";
import type { DrivenPlugin } from "./driven-plugin.ts";
import { mergeProfiles } from "./merge-profiles.ts";

/** Sends one event by Create Event. Resolves when its outcome is decided; never rejects. */
export async function sendSingle(
  account: Account,
  driven: DrivenPlugin,
  lane: Lane,
  event: PendingEvent,
): Promise<void> {
  const sent = begin(account, "single", driven, lane, [[event]]);
  const outcome = await account.klaviyo.createEvent(sent.privateKey, event, account.abort);
  concludeRequest(account, sent, outcome);
}

/** Sends events by Bulk Create Events; the history lane's trigger no flows. Resolves when their outcome is decided; never rejects. */
export async function sendBulk(account: Account, driven: DrivenPlugin, lane: Lane, batch: BulkBatch): Promise<void> {
  const sent = begin(account, "bulk", driven, lane, batch);
  const outcome: SendOutcome = await account.klaviyo.bulkCreateEvents(sent.privateKey, groupsOf(batch), {
    backfill: lane === "history",
    signal: account.abort,
  });
  concludeRequest(account, sent, outcome);
}

function begin(
  account: Account,
  endpoint: EndpointName,
  driven: DrivenPlugin,
  lane: Lane,
  batch: BulkBatch,
): SentRequest {
  const sentAt = account.clock.monotonic();
  const { method, path } = endpoint === "single" ? CREATE_EVENT : BULK_CREATE_EVENTS;
  driven.requestsInFlight++;
  return {
    endpoint,
    request: `${method} ${path}`,
    driven,
    privateKey: driven.privateKey,
    lane,
    batch,
    sentAt,
    end: account[endpoint].begin(sentAt),
  };
}

function* groupsOf(batch: BulkBatch): Generator<ProfileGroup> {
  for (const events of batch) {
    yield { profile: mergeProfiles(events.map(({ profile }) => profile)), events: events.map(({ body }) => body) };
  }
}
