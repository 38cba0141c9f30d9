import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { DatabaseUnavailableError } from "../database/errors.ts";
import { createGroupCommit } from "../database/group-commit.ts";
import { writeAcceptances } from "./accept.ts";
import { bringEventsForward } from "./bring-forward.ts";
import { newestId, readChanges } from "./changes.ts";
import { claimEvents, measureBacklog } from "./claim.ts";
import { countEvents } from "./counts.ts";
import { OutboxBusyError } from "./errors.ts";
import { listHeld, takeHeld } from "./held.ts";
import { readHistoryPayloads } from "./history-payloads.ts";
import { deleteHours, readHours } from "./hours.ts";
import type { Acceptance, Outbox } from "./outbox.ts";
import { purgeEvents } from "./purge.ts";
import { countReplayable, replayEvents } from "./replay.ts";
import { findEvent, searchEvents } from "./search.ts";
import { settleEvents } from "./settle.ts";
import { findWaitingBefore, listWaiting } from "./waiting.ts";

/** Events in one transaction: on SQLite, which works on this thread, about 20 ms. */
const EVENTS_PER_COMMIT = 500;
/** Events that wait for their commit: at a few kilobytes each, tens of megabytes. */
const EVENTS_QUEUED = 20_000;

const PENDING_CHANNEL = "outbox_pending";

/** The durable store of metric events. See `Outbox` for what each part promises. */
export function createOutbox({ database, clock }: { readonly database: Database; readonly clock: Clock }): Outbox {
  const announce = (accountIds: readonly string[]) => {
    for (const accountId of accountIds) database.notify(PENDING_CHANNEL, accountId);
  };

  const acceptTogether = createGroupCommit({
    commit: async (acceptances: readonly Acceptance[]) => {
      const { results, accountIds } = await database.transaction((transaction) =>
        writeAcceptances(database, transaction, acceptances, clock.now()),
      );
      announce(accountIds);
      return results;
    },
    weigh: ({ events }) => Math.max(events.length, 1),
    maxGroupWeight: EVENTS_PER_COMMIT,
    maxQueuedWeight: EVENTS_QUEUED,
    overloaded: () => new OutboxBusyError(),
    concernsAll: (error) => error instanceof DatabaseUnavailableError,
  });

  return {
    accept: async (acceptances) => {
      const inOrder = acceptances.map((acceptance, index) => ({ acceptance, index })).sort(byOccurrence);
      const results = await acceptTogether(inOrder.map(({ acceptance }) => acceptance));
      return results
        .map((result, at) => ({ result, index: inOrder[at]?.index ?? at }))
        .sort((a, b) => a.index - b.index)
        .map(({ result }) => result);
    },
    onPending: (listener) =>
      database.listen(PENDING_CHANNEL, (accountId) => {
        if (accountId !== null) listener([accountId]);
        else void listAccounts(database).then(listener, () => {});
      }),

    claim: (request) => claimEvents(database, request),
    historyPayloads: (request) => readHistoryPayloads(database, request),
    waiting: (accountId, limit) => listWaiting(database, accountId, limit),
    waitingBefore: (events) => findWaitingBefore(database, events),
    bringForward: (pluginId, now) => bringEventsForward(database, pluginId, now),
    settle: (lease, settlements) => settleEvents(database, lease, settlements),
    backlog: (accountId, lane) => measureBacklog(database, accountId, lane),

    search: (filter, page) => searchEvents(database, filter, page),
    find: (id) => findEvent(database, id),
    changes: (request) => readChanges(database, request),
    newestId: () => newestId(database),
    countReplayable: (filter, limit) => countReplayable(database, filter, limit),
    hours: (request) => readHours(database, request),
    replay: async (filter) => {
      const { replayed, accountIds } = await replayEvents(database, filter, clock.now());
      announce(accountIds);
      return replayed;
    },
    counts: (pluginId) => countEvents(database, pluginId),
    purge: (request) => purgeEvents(database, request),
    purgeHours: (before) => deleteHours(database, before),

    heldEvents: (filter, page) => listHeld(database, filter, page),
    releaseHeld: async (id, acceptance) => {
      const accountIds = await database.transaction(async (transaction) => {
        if (!(await takeHeld(transaction, id, acceptance.held))) return [];
        return (await writeAcceptances(database, transaction, [acceptance], clock.now())).accountIds;
      });
      announce(accountIds);
    },
  };
}

/** In the order in which things happened, since ids, and with them deliveries, follow the order of acceptance. */
function byOccurrence(a: { readonly acceptance: Acceptance }, b: { readonly acceptance: Acceptance }): number {
  return occurredAt(a.acceptance) - occurredAt(b.acceptance);
}

function occurredAt({ events, held }: Acceptance): number {
  return events[0]?.occurredAt ?? held?.occurredAt ?? 0;
}

/** Notifications may have been missed: any account may have new events. */
async function listAccounts({ kysely }: Database): Promise<string[]> {
  const plugins = await kysely.selectFrom("plugins").select("api_key").distinct().where("api_key", "<>", "").execute();
  return plugins.map((plugin) => plugin.api_key);
}
