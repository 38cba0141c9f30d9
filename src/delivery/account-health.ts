import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { AccountFigures, AccountHealthStore } from "../outbox/account-health.ts";
import type { Lane } from "../outbox/outbox.ts";
import type { DeliveryEvent, DeliveryListener, EndpointName } from "./delivery-events.ts";

/** What is told is never older than this, plus what a busy database takes. */
const TELL_EVERY_MS = 5_000;
/** Latency is told of deliveries of the last five minutes. */
const LATENCY_SPAN_MS = 5 * 60_000;
/** Of these at most, per account and lane: enough for a 95th percentile. */
const LATENCIES_KEPT = 500;

interface Delivered {
  readonly latencyMs: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

interface Driven {
  readonly endpoints: Record<EndpointName, AccountFigures["single"]>;
  readonly latencies: Record<Lane, Delivered[]>;
}

export interface AccountHealthRecorder {
  readonly listener: DeliveryListener;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Writes down every few seconds how the accounts fare that this process drives, so that processes that drive none can show it. What
 * could not be written is written the next time; nothing waits for it.
 */
export function recordAccountHealth(parts: {
  readonly store: AccountHealthStore;
  readonly clock: Clock;
  readonly logger: Logger;
}): AccountHealthRecorder {
  const { store, clock, logger } = parts;
  const driven = new Map<string, Driven>();
  const accountOfPlugin = new Map<string, string>();
  const stopping = new AbortController();
  /** An account was taken: it is told of at once. */
  let news = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function tell(): Promise<void> {
    const now = clock.monotonic();
    const takenAt = clock.now();
    await store.save(
      [...driven].map(([accountId, { endpoints, latencies }]) => ({
        ...{ accountId, takenAt, single: endpoints.single, bulk: endpoints.bulk },
        latency: { live: summarise(latencies.live, now), history: summarise(latencies.history, now) },
      })),
    );
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await tell().catch((error: unknown) =>
        logger.warn({ err: error }, "How accounts fare could not be written down"),
      );
      await clock.sleep(TELL_EVERY_MS, AbortSignal.any([news.signal, stopping.signal]));
      news = new AbortController();
    }
  }

  function note(event: DeliveryEvent): void {
    switch (event.type) {
      case "lease_changed":
        if (event.change !== "acquired") driven.delete(event.accountId);
        else {
          driven.set(event.accountId, nothingKnown());
          news.abort();
        }
        break;
      case "request_finished":
        accountOfPlugin.set(event.pluginId, event.accountId);
        break;
      case "window_used": {
        const { accountId, endpoint, used, limit } = event;
        changeEndpoint(accountId, endpoint, { window: { used, limit, at: clock.now() } });
        break;
      }
      case "circuit_changed":
        changeEndpoint(event.accountId, event.endpoint, { state: event.state });
        break;
      case "event_delivered":
        noteLatency(event);
        break;
      default:
    }
  }

  function changeEndpoint(accountId: string, name: EndpointName, change: Partial<AccountFigures["single"]>): void {
    const endpoints = driven.get(accountId)?.endpoints;
    if (endpoints !== undefined) endpoints[name] = { ...endpoints[name], ...change };
  }

  function noteLatency({ pluginId, lane, latencyMs }: Extract<DeliveryEvent, { type: "event_delivered" }>): void {
    const latencies = driven.get(accountOfPlugin.get(pluginId) ?? "")?.latencies[lane];
    if (latencies === undefined) return;
    latencies.push({ latencyMs, at: clock.monotonic() });
    if (latencies.length > 2 * LATENCIES_KEPT) latencies.splice(0, latencies.length - LATENCIES_KEPT);
  }

  return {
    listener: note,
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function nothingKnown(): Driven {
  const unused = { window: null, state: "closed" } as const;
  return { endpoints: { single: unused, bulk: unused }, latencies: { live: [], history: [] } };
}

/** Null when nothing was delivered of late. */
function summarise(delivered: readonly Delivered[], now: number): AccountFigures["latency"]["live"] {
  const recent = delivered.filter(({ at }) => now - at <= LATENCY_SPAN_MS).slice(-LATENCIES_KEPT);
  if (recent.length === 0) return null;
  const sorted = recent.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { events: sorted.length, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
}
