import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { Outbox } from "../outbox/outbox.ts";

const DAY_MS = 86_400_000;
const ROUND_EVERY_MS = 60_000;
/** One transaction: short, so that it delays nothing. */
const BATCH = 500;
const BETWEEN_BATCHES_MS = 50;
/** The overview looks back a week; a day more for clocks and time zones. */
const HOURS_KEPT_DAYS = 8;

interface RetentionOptions {
  readonly outbox: Pick<Outbox, "purge" | "purgeHours">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deliveredDays: number;
  /** Also for skipped events. */
  readonly deadDays: number;
}

export interface Retention {
  start(): void;
  stop(): Promise<void>;
}

/** Deletes settled events some days after, in small batches, once a minute. Pending ones stay however old they are. */
export function createRetention({ outbox, clock, logger, deliveredDays, deadDays }: RetentionOptions): Retention {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function purgeExpired(): Promise<void> {
    const now = clock.now();
    await outbox.purgeHours(now - HOURS_KEPT_DAYS * DAY_MS);
    const request = {
      deliveredBefore: now - deliveredDays * DAY_MS,
      deadBefore: now - deadDays * DAY_MS,
      limit: BATCH,
    };
    while (!stopping.signal.aborted && (await outbox.purge(request)) >= BATCH) {
      await clock.sleep(BETWEEN_BATCHES_MS, stopping.signal);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await purgeExpired();
      } catch (error) {
        logger.warn({ err: error }, "Expired events could not be deleted; it is tried again in a minute");
      }
      await clock.sleep(ROUND_EVERY_MS, stopping.signal);
    }
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
