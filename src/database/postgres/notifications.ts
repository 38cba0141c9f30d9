import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Logger } from "pino";
import type { Clock } from "../../clock.ts";
import { createEmitter } from "../emitter.ts";
import { connectionSettings } from "./connection-settings.ts";

/** Notifications of one burst are sent together, each once. */
const DEBOUNCE_MS = 3;
const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 5_000;
/** A half-open connection shows itself by this question. */
const PROBE_EVERY_MS = 10_000;

export interface Notifications {
  listen(channel: string, listener: (payload: string | null) => void): () => void;
  notify(channel: string, payload: string): void;
  close(): Promise<void>;
}

/**
 * LISTEN on a connection of its own that comes back by itself, NOTIFY through the pool. Listeners in this process are told at
 * once; what another process notifies carries its sender's id, so that nobody hears itself twice.
 */
export function createNotifications(options: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "info" | "warn">;
}): Notifications {
  const { pool, clock, logger } = options;
  const self = randomUUID();
  const emitter = createEmitter();
  const closing = new AbortController();
  const toSend = new Map<string, Set<string>>();
  let sending: Promise<void> | null = null;
  let listening: { readonly ended: Promise<void>; readonly follow: (channel: string) => void } | null = null;

  async function sendSoon(): Promise<void> {
    await clock.sleep(DEBOUNCE_MS, closing.signal);
    while (toSend.size > 0) {
      const messages = [...toSend].flatMap(([channel, payloads]) => [...payloads].map((payload) => [channel, payload]));
      toSend.clear();
      await pool.query(
        "SELECT pg_notify(channel, $1 || ' ' || payload) FROM unnest($2::text[], $3::text[]) AS m(channel, payload)",
        [self, messages.map(([channel]) => channel), messages.map(([, payload]) => payload)],
      );
    }
  }

  function startListening() {
    const channels = new Set<string>();
    let client: pg.Client | null = null;

    async function listenOnce(): Promise<void> {
      const connected = new pg.Client(connectionSettings(options.url));
      const lost = new Promise<void>((resolve) => connected.on("error", () => resolve()).on("end", () => resolve()));
      const stop = () => void connected.end().catch(() => {});
      closing.signal.addEventListener("abort", stop, { once: true });
      try {
        await connected.connect();
        connected.on("notification", ({ channel, payload = "" }) => {
          const [sender, text] = splitOnce(payload);
          if (sender !== self) emitter.notify(channel, text);
        });
        for (const channel of channels) await connected.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        client = connected;
        for (const channel of channels) emitter.notify(channel, null);
        await probeUntil(lost, connected);
      } finally {
        client = null;
        closing.signal.removeEventListener("abort", stop);
        connected.connection.stream.destroy();
      }
    }

    async function probeUntil(lost: Promise<void>, connected: pg.Client): Promise<void> {
      let isLost = false;
      const ended = new AbortController();
      void lost.then(() => {
        isLost = true;
        ended.abort();
      });
      while (!isLost && !closing.signal.aborted) {
        await clock.sleep(PROBE_EVERY_MS, AbortSignal.any([ended.signal, closing.signal]));
        if (!isLost && !closing.signal.aborted) await connected.query("SELECT 1");
      }
    }

    async function listenForEver(): Promise<void> {
      let delayMs = RECONNECT_FIRST_MS;
      while (!closing.signal.aborted) {
        const began = clock.monotonic();
        await listenOnce().catch((error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          logger.warn({ error: message }, "the connection for database notifications failed and will be made again");
        });
        delayMs =
          clock.monotonic() - began > RECONNECT_LAST_MS ? RECONNECT_FIRST_MS : Math.min(delayMs * 2, RECONNECT_LAST_MS);
        await clock.sleep(delayMs, closing.signal);
      }
    }

    return {
      ended: listenForEver(),
      follow: (channel: string) => {
        if (channels.has(channel)) return;
        channels.add(channel);
        client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`).catch(() => client?.connection.stream.destroy());
      },
    };
  }

  return {
    listen: (channel, listener) => {
      listening ??= startListening();
      listening.follow(channel);
      return emitter.listen(channel, listener);
    },
    notify: (channel, payload) => {
      emitter.notify(channel, payload);
      toSend.set(channel, (toSend.get(channel) ?? new Set()).add(payload));
      sending ??= sendSoon()
        .catch((error: unknown) => {
          toSend.clear();
          logger.warn(
            { error: error instanceof Error ? error.message : String(error) },
            "a notification was not sent; others will look by themselves",
          );
        })
        .finally(() => {
          sending = null;
        });
    },
    close: async () => {
      closing.abort();
      await sending;
      await listening?.ended;
    },
  };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(" ");
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
