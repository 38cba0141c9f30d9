import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "../../clock.ts";
import { createEmitter } from "../emitter.ts";
import { type ListeningConnection, startListening } from "./listening-connection.ts";

/** Notifications of one burst are sent together, each once. */
const DEBOUNCE_MS = 3;

interface Notifications {
  listen(channel: string, listener: (payload: string | null) => void): () => void;
  notify(channel: string, payload: string): void;
  close(): Promise<void>;
}

/**
 * LISTEN on a connection of its own, NOTIFY through the pool. Listeners in this process are told at once; what another process
 * notifies carries its sender's id, so that nobody hears itself twice. Without listeners there is no connection.
 */
export function createNotifications(options: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
}): Notifications {
  const { pool, clock, logger } = options;
  const self = randomUUID();
  const emitter = createEmitter();
  const closing = new AbortController();
  const toSend = new Map<string, Set<string>>();
  let sending: Promise<void> | null = null;
  let connection: ListeningConnection | null = null;

  async function sendSoon(): Promise<void> {
    await clock.sleep(DEBOUNCE_MS, closing.signal);
    while (toSend.size > 0) {
      const messages = [...toSend].flatMap(([channel, payloads]) =>
        [...payloads].map((payload) => ({ channel, payload })),
      );
      toSend.clear();
      await pool.query(
        "SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS m(channel, payload)",
        [messages.map(({ channel }) => channel), messages.map(({ payload }) => `${self} ${payload}`)],
      );
    }
  }

  return {
    listen: (channel, listener) => {
      connection ??= startListening({
        url: options.url,
        clock,
        logger,
        signal: closing.signal,
        onListening: (of) => emitter.notify(of, null),
        onNotification: (of, payload) => {
          const [sender = "", ...rest] = payload.split(" ");
          if (sender !== self) emitter.notify(of, rest.join(" "));
        },
      });
      connection.follow(channel);
      return emitter.listen(channel, listener);
    },
    notify: (channel, payload) => {
      emitter.notify(channel, payload);
      toSend.set(channel, (toSend.get(channel) ?? new Set()).add(payload));
      sending ??= sendSoon()
        .catch((error: unknown) => {
          toSend.clear();
          const message = error instanceof Error ? error.message : String(error);
          logger.warn({ error: message }, "a notification was not sent; other processes will look by themselves");
        })
        .finally(() => {
          sending = null;
        });
    },
    close: async () => {
      closing.abort();
      await sending;
      await connection?.ended;
    },
  };
}
