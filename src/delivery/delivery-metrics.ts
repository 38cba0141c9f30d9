import { Counter, Gauge, Histogram } from "prom-client";
import type { Clock } from "../clock.ts";
import type { MetricsRegistry } from "../observability/metrics-registry.ts";
import type { DeliveryEvent, DeliveryListener, EndpointName } from "./delivery-events.ts";

/** Klaviyo's steady window: after it, what was used before counts no more. */
const WINDOW_MS = 60_000;
const CIRCUIT_VALUES = { closed: 0, recovering: 1, open: 2 } as const;
/** From milliseconds on a quiet day to the days that an outage may last. */
const ACCEPTANCE_BUCKETS_S = [0.005, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 7_200, 86_400];
const REQUEST_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface WindowUse {
  readonly accountId: string;
  readonly endpoint: EndpointName;
  readonly used: number;
  readonly limit: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

/** Counts what the delivery does; hand the listener to the worker. */
export function createDeliveryMetrics(registry: MetricsRegistry, clock: Clock): DeliveryListener {
  const registers = [registry];
  const requests = new Counter({
    name: "centra_klaviyo_requests_total",
    help: "Requests to Klaviyo by result: an HTTP status, or the code of what prevented an answer.",
    labelNames: ["account", "endpoint", "lane", "result"],
    registers,
  });
  const requestDuration = new Histogram({
    name: "centra_klaviyo_request_duration_seconds",
    help: "From a request to Klaviyo being started to its answer, or to giving up.",
    labelNames: ["endpoint"],
    buckets: REQUEST_BUCKETS_S,
    registers,
  });
  const delivered = new Counter({
    name: "centra_klaviyo_events_delivered_total",
    help: "Events that Klaviyo accepted.",
    labelNames: ["plugin", "lane"],
    registers,
  });
  const acceptance = new Histogram({
    name: "centra_klaviyo_acceptance_latency_seconds",
    help: "From an event's commit to Klaviyo's acceptance, retries included.",
    labelNames: ["lane"],
    buckets: ACCEPTANCE_BUCKETS_S,
    registers,
  });
  const retried = new Counter({
    name: "centra_klaviyo_events_retried_total",
    help: "Attempts that said nothing about their event, by cause; it is tried again.",
    labelNames: ["plugin", "lane", "cause"],
    registers,
  });
  const dead = new Counter({
    name: "centra_klaviyo_events_dead_total",
    help: "Events that Klaviyo refused.",
    labelNames: ["plugin", "lane"],
    registers,
  });
  const partlyIgnored = new Counter({
    name: "centra_klaviyo_requests_partly_ignored_total",
    help: "Requests that Klaviyo accepted but of which it ignored a part, for example a phone number.",
    labelNames: ["plugin"],
    registers,
  });
  const pauses = new Counter({
    name: "centra_klaviyo_plugin_pauses_total",
    help: "Times that a plugin was paused, by the code of its alarm.",
    labelNames: ["plugin", "code"],
    registers,
  });
  const circuit = new Gauge({
    name: "centra_klaviyo_endpoint_state",
    help: "How an endpoint of Klaviyo answers for an account: 0 well, 1 recovering, 2 not at all (probed now and then).",
    labelNames: ["account", "endpoint"],
    registers,
  });
  const leaseChanges = new Counter({
    name: "centra_klaviyo_lease_changes_total",
    help: "Accounts that this process acquired, released, or lost to another.",
    labelNames: ["change"],
    registers,
  });
  const driven = new Gauge({
    name: "centra_klaviyo_accounts_driven",
    help: "Accounts that this process drives.",
    registers,
  });
  const workers = new Gauge({
    name: "centra_klaviyo_workers",
    help: "Living workers on the database, as this one sees it.",
    registers,
  });

  const accounts = new Set<string>();
  const windows = new Map<string, WindowUse>();
  const showWindows = (gauge: Gauge<"account" | "endpoint">, value: (use: WindowUse) => number) => {
    gauge.reset();
    for (const use of windows.values()) gauge.set({ account: use.accountId, endpoint: use.endpoint }, value(use));
  };
  new Gauge({
    name: "centra_klaviyo_rate_window_used",
    help: "Requests of this minute, as counted against Klaviyo's quota.",
    labelNames: ["account", "endpoint"],
    registers,
    collect() {
      const now = clock.monotonic();
      showWindows(this, ({ used, at }) => (now - at < WINDOW_MS ? used : 0));
    },
  });
  new Gauge({
    name: "centra_klaviyo_rate_window_limit",
    help: "Requests per minute that Klaviyo allows the account.",
    labelNames: ["account", "endpoint"],
    registers,
    collect() {
      showWindows(this, ({ limit }) => limit);
    },
  });

  /** Another process shows the account from now on. */
  function forgetAccount(accountId: string): void {
    for (const endpoint of ["single", "bulk"] as const) {
      windows.delete(`${accountId} ${endpoint}`);
      circuit.remove({ account: accountId, endpoint });
    }
  }

  function noteLease({ accountId, change }: Extract<DeliveryEvent, { type: "lease_changed" }>): void {
    leaseChanges.inc({ change });
    if (change === "acquired") accounts.add(accountId);
    else accounts.delete(accountId);
    driven.set(accounts.size);
    if (change === "acquired") {
      for (const endpoint of ["single", "bulk"] as const) circuit.set({ account: accountId, endpoint }, 0);
    } else forgetAccount(accountId);
  }

  return (event) => {
    switch (event.type) {
      case "request_finished": {
        const { accountId: account, endpoint, lane } = event;
        requests.inc({ account, endpoint, lane, result: String(event.result) });
        requestDuration.observe({ endpoint }, event.durationMs / 1_000);
        break;
      }
      case "event_delivered":
        delivered.inc({ plugin: event.pluginId, lane: event.lane });
        acceptance.observe({ lane: event.lane }, event.latencyMs / 1_000);
        break;
      case "event_retried":
        retried.inc({ plugin: event.pluginId, lane: event.lane, cause: event.failure.code });
        break;
      case "event_dead":
        dead.inc({ plugin: event.pluginId, lane: event.lane });
        break;
      case "partly_ignored":
        partlyIgnored.inc({ plugin: event.pluginId });
        break;
      case "plugin_paused":
        pauses.inc({ plugin: event.pluginId, code: event.alarm.code });
        break;
      case "plugin_resumed":
        break;
      case "window_used":
        windows.set(`${event.accountId} ${event.endpoint}`, { ...event, at: clock.monotonic() });
        break;
      case "circuit_changed":
        circuit.set({ account: event.accountId, endpoint: event.endpoint }, CIRCUIT_VALUES[event.state]);
        break;
      case "lease_changed":
        noteLease(event);
        break;
      case "leases_renewed":
        workers.set(event.workers);
        break;
      default:
        throw new TypeError(`unknown delivery event: ${JSON.stringify(event satisfies never)}`);
    }
  };
}
