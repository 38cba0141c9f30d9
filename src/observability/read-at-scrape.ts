import type { Clock } from "../clock.ts";

/** Several scrapers, or one in a hurry, cost the database no more than this. */
const READ_AT_MOST_EVERY_MS = 5_000;
/** A scrape waits no longer for the database. */
const READ_TIMEOUT_MS = 4_000;

interface ScrapeReaderOptions {
  readonly clock: Clock;
  /** Asks, and sets the figures. */
  readonly read: () => Promise<void>;
  /** There was no answer in time: the figures are to be absent. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * For gauges whose figures are asked of the database when Prometheus asks: hand the function to each as `collect`. All of one scrape, and of
 * those shortly after, share an answer.
 */
export function readAtScrape({ clock, read, onFailure }: ScrapeReaderOptions): () => Promise<void> {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function readInTime(): Promise<void> {
    const timer = new AbortController();
    const timedOut = clock.sleep(READ_TIMEOUT_MS, timer.signal).then(() => {
      if (!timer.signal.aborted) throw new Error(`no answer within ${READ_TIMEOUT_MS} ms`);
    });
    const finished = read();
    finished.catch(() => {});
    try {
      await Promise.race([finished, timedOut]);
      readAt = clock.monotonic();
    } catch (error) {
      onFailure(error);
    } finally {
      timer.abort();
    }
  }

  return async () => {
    if (reading === null && clock.monotonic() - readAt < READ_AT_MOST_EVERY_MS) return;
    reading ??= readInTime().finally(() => {
      reading = null;
    });
    await reading;
  };
}
