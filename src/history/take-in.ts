import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { HistoryProblem } from "../commerce/history-source.ts";
import { DatabaseUnavailableError } from "../database/errors.ts";
import { OutboxBusyError } from "../outbox/errors.ts";
import type { StorePlugin } from "../plugins/plugin.ts";

/** Commerce events that are committed at once: few, so that a live event never waits long for its own commit. */
const LARGEST_SLICE = 50;
const LOOK_AGAIN_MS = 200;

export interface HistoryEvents {
  readonly plugin: StorePlugin;
  readonly events: readonly CommerceEvent[];
  /** Ids of those that may say who the customer is. */
  readonly newest: ReadonlySet<string>;
  /** Of the export that tells of them. */
  readonly exportStartedAt: number;
}

/** Commits events of the history lane; resolves once they are durable. */
export type AcceptHistory = (events: HistoryEvents) => Promise<void>;

export interface TakeInParts {
  readonly accept: AcceptHistory;
  /** Metric events of the plugin that the history lane has still to deliver. */
  readonly backlog: (pluginId: string) => Promise<number>;
  /** More are not put before the delivery. */
  readonly maxBacklog: number;
  /** Before each slice. */
  readonly nextTurn: () => Promise<void>;
  readonly clock: Clock;
}

/**
 * Commits a page, slice by slice, never further ahead of the delivery than the backlog may be long. Answers what the database will not
 * take of it, for example for a character that it cannot store; null when it was called off. Taking a page in again is harmless.
 */
export async function takeIn(
  parts: TakeInParts,
  page: HistoryEvents,
  signal: AbortSignal,
): Promise<readonly RefusedEvent[] | null> {
  const refused: RefusedEvent[] = [];
  for (const slice of slicesOf(page.events)) {
    if (!(await waitForRoom(parts, page.plugin.id, signal))) return null;
    await parts.nextTurn();
    try {
      await parts.accept({ ...page, events: slice });
    } catch (error) {
      if (concernsAll(error)) throw error;
      refused.push(...(await acceptEach(parts, { ...page, events: slice })));
    }
  }
  return refused;
}

/** Of about the same size, since each costs a commit. */
export function slicesOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / LARGEST_SLICE);
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count), Math.floor(((index + 1) * items.length) / count)),
  );
}

interface RefusedEvent {
  readonly event: CommerceEvent;
  readonly problem: HistoryProblem;
}

/** False when it was called off. */
async function waitForRoom(
  { backlog, maxBacklog, clock }: TakeInParts,
  pluginId: string,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted && (await backlog(pluginId)) >= maxBacklog) await clock.sleep(LOOK_AGAIN_MS, signal);
  return !signal.aborted;
}

async function acceptEach({ accept }: TakeInParts, slice: HistoryEvents): Promise<RefusedEvent[]> {
  const refused: RefusedEvent[] = [];
  for (const event of slice.events) {
    try {
      await accept({ ...slice, events: [event] });
    } catch (error) {
      if (concernsAll(error)) throw error;
      refused.push({ event, problem: problemOf(event) });
    }
  }
  return refused;
}

function concernsAll(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || error instanceof OutboxBusyError;
}

function problemOf({ type, data }: CommerceEvent): HistoryProblem {
  return {
    code: "event_not_stored",
    reference: "order" in data ? `order ${data.order.number}` : type,
    message: `The database cannot store ${type} of it. Look for characters that are none in the order's texts, mend them in the shop and export again.`,
  };
}
