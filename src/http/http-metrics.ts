import { Counter, Histogram } from "prom-client";
import type { MetricsRegistry } from "../observability/metrics-registry.ts";
import type { Lane } from "../outbox/outbox.ts";

/** What the HTTP server does, for metrics. Durations are milliseconds. */
export type HttpEvent =
  | {
      readonly type: "request_finished";
      readonly method: string;
      /** The route's pattern, never an address. */
      readonly route: string;
      readonly status: number | "aborted";
      readonly durationMs: number;
    }
  /** A push was committed; the time runs from the arrival of its headers. */
  | { readonly type: "push_committed"; readonly lane: Lane; readonly durationMs: number }
  /** Items of pushes that were refused one by one. */
  | { readonly type: "items_refused"; readonly pluginId: string; readonly items: number };

export type HttpListener = (event: HttpEvent) => void;

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** A method is whatever a client sends. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Counts what the HTTP server does; hand the listener to it. */
export function createHttpMetrics(registry: MetricsRegistry): HttpListener {
  const registers = [registry];
  const requests = new Counter({
    name: "centra_klaviyo_http_requests_total",
    help: "Requests to this service, by the route's pattern.",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const duration = new Histogram({
    name: "centra_klaviyo_http_request_duration_seconds",
    help: "From a request's headers to the end of its answer.",
    labelNames: ["route"],
    buckets: BUCKETS_S,
    registers,
  });
  const commit = new Histogram({
    name: "centra_klaviyo_push_commit_latency_seconds",
    help: "From a push's headers to the commit of its events.",
    labelNames: ["lane"],
    buckets: BUCKETS_S,
    registers,
  });
  const refused = new Counter({
    name: "centra_klaviyo_push_items_refused_total",
    help: "Pushed items that are no valid commerce event.",
    labelNames: ["plugin"],
    registers,
  });
  return (event) => {
    switch (event.type) {
      case "request_finished": {
        const method = METHODS.has(event.method) ? event.method : "other";
        requests.inc({ method, route: event.route, status: String(event.status) });
        duration.observe({ route: event.route }, event.durationMs / 1_000);
        break;
      }
      case "push_committed":
        commit.observe({ lane: event.lane }, event.durationMs / 1_000);
        break;
      case "items_refused":
        refused.inc({ plugin: event.pluginId }, event.items);
        break;
      default:
        throw new TypeError(`unknown HTTP event: ${JSON.stringify(event satisfies never)}`);
    }
  };
}
