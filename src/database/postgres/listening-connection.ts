import pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "../../clock.ts";
import { connectionSettings } from "./connection-settings.ts";

const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 5_000;
/** A half-open connection shows itself by this question. */
const PROBE_EVERY_MS = 10_000;

export interface ListeningOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
  readonly onNotification: (channel: string, payload: string) => void;
  /** From now on notifications on the channel are heard; earlier ones may have been missed. */
  readonly onListening: (channel: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

export interface ListeningConnection {
  follow(channel: string): void;
  /** Resolves when it has ended, after the signal. */
  readonly ended: Promise<void>;
}

/** A connection of its own for LISTEN that is made again whenever it is lost. */
export function startListening(options: ListeningOptions): ListeningConnection {
  const { clock, logger, signal } = options;
  const channels = new Set<string>();
  let current: { readonly client: pg.Client; readonly ask: Ask } | null = null;

  async function listenOnce(): Promise<void> {
    const client = new pg.Client(connectionSettings(options.url));
    const lost = new AbortController();
    client.on("error", () => lost.abort()).on("end", () => lost.abort());
    client.on("notification", ({ channel, payload }) => options.onNotification(channel, payload ?? ""));
    const gone = AbortSignal.any([lost.signal, signal]);
    try {
      // A client that is ended while it connects answers to nobody, hence the race.
      await Promise.race([client.connect(), aborted(gone)]);
      if (gone.aborted) return;
      const ask = oneByOne(client);
      current = { client, ask };
      for (const channel of channels) await listenOn(ask, channel);
      while (!gone.aborted) {
        await clock.sleep(PROBE_EVERY_MS, gone);
        if (!gone.aborted) await ask("SELECT 1");
      }
    } finally {
      current = null;
      client.connection.stream.destroy();
    }
  }

  async function listenOn(ask: Ask, channel: string): Promise<void> {
    await ask(`LISTEN ${pg.escapeIdentifier(channel)}`);
    options.onListening(channel);
  }

  async function listenUntilEnded(): Promise<void> {
    let delayMs = RECONNECT_FIRST_MS;
    while (!signal.aborted) {
      const began = clock.monotonic();
      await listenOnce().catch((error: unknown) => {
        if (signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        logger.warn({ error: message }, "the connection for database notifications failed; it is made again");
      });
      const lasted = clock.monotonic() - began > RECONNECT_LAST_MS;
      delayMs = lasted ? RECONNECT_FIRST_MS : Math.min(delayMs * 2, RECONNECT_LAST_MS);
      await clock.sleep(delayMs, signal);
    }
  }

  return {
    follow: (channel) => {
      if (channels.has(channel)) return;
      channels.add(channel);
      const connected = current;
      if (connected) listenOn(connected.ask, channel).catch(() => connected.client.connection.stream.destroy());
    },
    ended: listenUntilEnded(),
  };
}

type Ask = (query: string) => Promise<unknown>;

/** A client takes no question while it has one, so each waits for the answer to the one before. */
function oneByOne(client: pg.Client): Ask {
  let latest: Promise<unknown> = Promise.resolve();
  return (query) => {
    latest = latest.then(() => client.query(query));
    return latest;
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
