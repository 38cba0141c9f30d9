import type { Clock } from "../../clock.ts";
import type { Logger } from "../../observability/logger.ts";
import type { EventChanges, EventSummary, Outbox } from "../../outbox/outbox.ts";

/** What changed shows at the latest after this. */
const LOOK_EVERY_MS = 1_000;
/** Events of a busy second are looked for together. */
const LOOK_AT_MOST_EVERY_MS = 250;
/** Events that come at once are shown up to this; of more the newest. */
const PAGE = 200;
/** Two transactions may commit in another order than that of their ids and times: looked back for so long. */
const LOOK_BACK_MS = 5_000;
/** What was told already is remembered for about the time that is looked back for. */
const REMEMBERED = 4 * PAGE;

export type FeedListener = (news: EventChanges) => void;

/** What happens in the outbox, as it happens, in whichever process. */
export interface Feed {
  subscribe(listener: FeedListener): () => void;
  close(): Promise<void>;
}

/**
 * Looks at the outbox about once a second while anybody watches, however many do, and not at all otherwise; sooner when an event is
 * announced. A look reads a few rows of two indexes. What settles is announced by nobody, so it shows with the next look.
 */
export function createFeed(parts: {
  readonly outbox: Pick<Outbox, "changes" | "newestId" | "onPending">;
  readonly clock: Clock;
  readonly logger: Logger;
}): Feed {
  const { outbox, clock, logger } = parts;
  const listeners = new Set<FeedListener>();
  const closing = new AbortController();
  let news = new AbortController();
  let watching: Promise<void> | null = null;

  async function watch(): Promise<void> {
    const stopListening = outbox.onPending(() => news.abort());
    const told = new Map<number, string>();
    const marks = createMarks(clock);
    while (listeners.size > 0 && !closing.signal.aborted) {
      try {
        const settledSince = clock.now() - LOOK_BACK_MS - LOOK_EVERY_MS;
        const after = marks.from() ?? marks.set(await outbox.newestId());
        const found = await outbox.changes({ after, settledSince, limit: PAGE });
        marks.set(Math.max(after, ...found.events.map(({ id }) => id)));
        tell({ ...found, events: found.events.filter((event) => isNews(event, told)) });
      } catch (error) {
        logger.warn({ err: error }, "The outbox could not be looked at for the activity feed; it is tried again");
      }
      await clock.sleep(LOOK_AT_MOST_EVERY_MS, closing.signal);
      await clock.sleep(LOOK_EVERY_MS - LOOK_AT_MOST_EVERY_MS, AbortSignal.any([news.signal, closing.signal]));
      news = new AbortController();
    }
    stopListening();
  }

  function startWatching(): void {
    watching ??= watch().finally(() => {
      watching = null;
      if (listeners.size > 0 && !closing.signal.aborted) startWatching();
    });
  }

  function tell(changes: EventChanges): void {
    if (changes.events.length === 0) return;
    for (const listener of listeners) listener(changes);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      startWatching();
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      closing.abort();
      await watching;
    },
  };
}

/** Newest ids by the time at which they were seen, to go on from one that is old enough that nothing below it is still to be committed. */
function createMarks(clock: Clock) {
  let marks: { readonly id: number; readonly at: number }[] = [];
  return {
    from: () => marks[0]?.id,
    set(id: number): number {
      const now = clock.monotonic();
      marks.push({ id, at: now });
      const firstRecent = marks.findIndex(({ at }) => now - at < LOOK_BACK_MS);
      marks = marks.slice(Math.max(0, firstRecent - 1));
      return id;
    },
  };
}

/** Not told yet in this state; remembers that it is now. */
function isNews({ id, state, attempts, settledAt }: EventSummary, told: Map<number, string>): boolean {
  const shown = `${state} ${attempts} ${settledAt}`;
  if (told.get(id) === shown) return false;
  told.delete(id);
  told.set(id, shown);
  for (const oldest of told.keys()) {
    if (told.size <= REMEMBERED) break;
    told.delete(oldest);
  }
  return true;
}
