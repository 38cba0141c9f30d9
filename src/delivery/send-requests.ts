import { BULK_CREATE_EVENTS, type ProfileGroup } from "../klaviyo/bulk-create-events.ts";
import { CREATE_EVENT } from "../klaviyo/create-event.ts";
import type { SendOutcome } from "../klaviyo/outcome.ts";
import type { Lane, Payload, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import { type BulkBatch, bytesOfBatch } from "./bulk-batch.ts";
import { concludeRequest, type SentRequest } from "./conclude-request.ts";
import type { EndpointName } from "./delivery-events.ts";
import type { DrivenPlugin } from "./driven-plugin.ts";
import { mergeProfiles } from "./merge-profiles.ts";
import { withdrawRequest } from "./withdraw-request.ts";

/** Of history the payloads are read while the request is made, so many at a time: about a millisecond's work. */
const EVENTS_A_PAGE = 100;

/** Sends one event by Create Event; in bulk, if its payload is not in memory. Resolves when its outcome is decided; never rejects. */
export async function sendSingle(
  account: Account,
  driven: DrivenPlugin,
  lane: Lane,
  event: PendingEvent,
): Promise<void> {
  const { payload } = event;
  if (payload === null) return sendBulk(account, driven, lane, [[event]]);
  const sent = begin(account, "single", driven, lane, [[event]]);
  const outcome = await account.klaviyo.createEvent(sent.privateKey, payload, account.abort);
  concludeRequest(account, sent, outcome);
}

/** Sends events by Bulk Create Events; the history lane's trigger no flows. Resolves when their outcome is decided; never rejects. */
export async function sendBulk(account: Account, driven: DrivenPlugin, lane: Lane, batch: BulkBatch): Promise<void> {
  const sent = begin(account, "bulk", driven, lane, batch);
  const faults: unknown[] = [];
  const pages = pagesOf(account, batch, (fault) => faults.push(fault));
  const outcome: SendOutcome = await account.klaviyo.bulkCreateEvents(sent.privateKey, pages, {
    backfill: lane === "history",
    expectedBytes: bytesOfBatch(batch),
    ...(lane === "history" ? { nextTurn: account.rightOfWay.wait } : {}),
    signal: account.abort,
  });
  if (faults.length > 0) withdrawRequest(account, sent, outcome, faults[0]);
  else concludeRequest(account, sent, outcome);
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

/** In the order of the batch. Ends when the outbox cannot be read, and tells why. */
async function* pagesOf(
  account: Account,
  batch: BulkBatch,
  onUnread: (fault: unknown) => void,
): AsyncGenerator<ProfileGroup[]> {
  for (const groups of inPages(batch)) {
    const read = await payloadsOf(account, groups.flat()).catch((fault: unknown) => {
      onUnread(fault);
      throw fault;
    });
    const payloads = read.values();
    yield groups.map((events) => {
      const own = [...payloads.take(events.length)];
      return { profile: mergeProfiles(own.map(({ profile }) => profile)), events: own.map(({ body }) => body) };
    });
  }
}

/** In the order of the events, which are of one lane. */
async function payloadsOf({ outbox, plugins }: Account, events: readonly PendingEvent[]): Promise<readonly Payload[]> {
  const inMemory = events.flatMap(({ payload }) => payload ?? []);
  if (inMemory.length === events.length) return inMemory;
  return outbox.historyPayloads({ ids: events.map(({ id }) => id), pluginIds: [...plugins.keys()] });
}

/** Customer by customer, so many that they have about `EVENTS_A_PAGE` events. */
function* inPages(batch: BulkBatch): Generator<BulkBatch> {
  let page: (readonly PendingEvent[])[] = [];
  let events = 0;
  for (const group of batch) {
    page.push(group);
    events += group.length;
    if (events < EVENTS_A_PAGE) continue;
    yield page;
    page = [];
    events = 0;
  }
  if (page.length > 0) yield page;
}
