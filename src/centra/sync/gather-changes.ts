import type { Clock } from "../../clock.ts";
import { CentraFailure } from "./failure.ts";
import { confirmEvents, fetchEvents } from "./gather-events.ts";
import { type OpenedShop, turnEventsOff } from "./open-shop.ts";
import { type PollMemory, pollChanges } from "./poll-changes.ts";
import type { ProgressStore } from "./progress-store.ts";
import type { CentraQueue } from "./queue.ts";

/** Beside the event queue, changes are looked for by their time so often, should an event be missing. */
const RECONCILE_EVERY_MS = 900_000;
/** As long as no event has come, the event system may be silent: then changes are looked for every so many intervals. */
const INTERVALS_WITHOUT_EVENTS = 4;

export interface GatheringParts {
  readonly queue: CentraQueue;
  readonly progress: ProgressStore;
  readonly memory: PollMemory;
  readonly clock: Clock;
  readonly mayGoOn: () => boolean;
}

/** Puts what has changed into the queue, durably, before Centra is told that it was taken. Throws CentraFailure. */
export async function gatherChanges(shop: OpenedShop, parts: GatheringParts): Promise<void> {
  const { queue, progress, memory, clock, mayGoOn } = parts;
  const { pluginId } = shop.session.connection;
  try {
    while (shop.events.isOn && mayGoOn()) {
      const { ids, references, isLast } = await fetchEvents(shop.session);
      shop.hasEvents ||= ids.length > 0;
      await queue.add(pluginId, references, clock.now());
      await confirmEvents(shop.session, ids);
      if (isLast) break;
    }
  } catch (error) {
    if (!(error instanceof CentraFailure) || error.code !== "permission_missing") throw error;
    // A token that may not use the queue polls; what is queued comes again when it may.
    turnEventsOff(shop, error.failed.detail, clock);
  }
  if (clock.monotonic() - shop.polledAt < pollIntervalMs(shop) || !mayGoOn()) return;
  await pollChanges(shop.session, await progress.cursors(pluginId), {
    memory,
    now: () => clock.now() + (shop.session.client.clockDifferenceMs() ?? 0),
    hand: async (references, cursors) => {
      await queue.add(pluginId, references, clock.now());
      await progress.saveCursors(pluginId, cursors);
    },
  });
  shop.polledAt = clock.monotonic();
}

function pollIntervalMs({ events, hasEvents, session }: OpenedShop): number {
  if (!events.isOn) return 0;
  if (hasEvents) return RECONCILE_EVERY_MS;
  return session.connection.settings.pollIntervalSeconds * 1_000 * INTERVALS_WITHOUT_EVENTS;
}
