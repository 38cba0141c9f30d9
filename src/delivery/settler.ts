import type { Clock } from "../clock.ts";
import { DatabaseUnavailableError } from "../database/errors.ts";
import type { Logger } from "../observability/logger.ts";
import { LeaseLostError } from "../outbox/errors.ts";
import type { Settlement } from "../outbox/outbox.ts";

/** What is decided within this time shares a transaction. */
const GATHER_MS = 4;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 2_000;

interface SettlerOptions {
  readonly settle: (settlements: readonly Settlement[]) => Promise<void>;
  /** Before each transaction; outcomes can wait a little. */
  readonly nextTurn: () => Promise<void>;
  /** Outcomes that one transaction may write now. */
  readonly maxBatch: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** After the commit. */
  readonly onSettled: (ids: readonly number[]) => void;
  /** Nothing more can be settled: another worker holds the account. */
  readonly onLost: () => void;
}

export interface Settler {
  readonly unsettled: number;
  add(settlement: Settlement): void;
  /** Resolves when nothing is left to settle, also because the lease was lost or it was closed. */
  drained(): Promise<void>;
  /** Gives up what cannot be settled: those events stay as they were and are sent again, which is safe. */
  close(): void;
}

/**
 * Writes what became of events in few transactions. A failing database is tried again; a lost lease ends it. Where the database
 * works and an outcome still cannot be written, the others are: batches are halved until it stands alone, and goes to the end.
 */
export function createSettler({
  settle,
  nextTurn,
  maxBatch,
  clock,
  logger,
  onSettled,
  onLost,
}: SettlerOptions): Settler {
  let queue: Settlement[] = [];
  let writing: Promise<void> | null = null;
  const closing = new AbortController();

  async function write(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    let most = Number.POSITIVE_INFINITY;
    while (queue.length > 0 && !closing.signal.aborted) {
      if (queue.length < maxBatch()) await clock.sleep(GATHER_MS, closing.signal);
      await nextTurn();
      const batch = queue.slice(0, Math.min(most, maxBatch()));
      try {
        await settle(batch);
      } catch (error) {
        if (error instanceof LeaseLostError) {
          queue = [];
          onLost();
          return;
        }
        logger.warn({ err: error, events: batch.length }, "Outcomes could not be written; it is tried again");
        if (!(error instanceof DatabaseUnavailableError)) {
          most = Math.ceil(batch.length / 2);
          if (batch.length === 1) queue = [...queue.slice(1), ...batch];
        }
        await clock.sleep(retryMs, closing.signal);
        retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
        continue;
      }
      retryMs = FIRST_RETRY_MS;
      most *= 2;
      queue = queue.slice(batch.length);
      onSettled(batch.map(({ id }) => id));
    }
  }

  function startWriting(): void {
    if (writing !== null || closing.signal.aborted) return;
    writing = write().finally(() => {
      writing = null;
      if (queue.length > 0) startWriting();
    });
  }

  return {
    get unsettled() {
      return queue.length;
    },
    add(settlement) {
      queue.push(settlement);
      startWriting();
    },
    async drained() {
      while (writing !== null) await writing;
    },
    close: () => closing.abort(),
  };
}
