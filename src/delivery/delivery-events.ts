import type { AttemptFailure, Lane } from "../outbox/outbox.ts";
import type { PluginAlarm } from "../plugins/plugin.ts";
import type { Decision } from "./retry-policy.ts";

export type EndpointName = "single" | "bulk";

/** What the delivery does, for metrics and traces. Durations are milliseconds; there is no personal data in it. */
export type DeliveryEvent =
  | {
      readonly type: "request_finished";
      readonly accountId: string;
      readonly pluginId: string;
      readonly endpoint: EndpointName;
      /** Method and path. */
      readonly request: string;
      readonly lane: Lane;
      readonly events: number;
      readonly outcome: Decision["kind"];
      /** HTTP status, or the code of what prevented an answer. */
      readonly result: number | string;
      readonly durationMs: number;
      /** Code of what went wrong; null when Klaviyo accepted it. */
      readonly error: string | null;
      /** Those of its events whose intake is traced. */
      readonly traced: readonly TracedEvent[];
    }
  | {
      readonly type: "event_delivered";
      readonly pluginId: string;
      readonly lane: Lane;
      /** From being received to Klaviyo's acceptance. */
      readonly latencyMs: number;
    }
  | { readonly type: "event_retried"; readonly pluginId: string; readonly lane: Lane; readonly failure: AttemptFailure }
  | { readonly type: "event_dead"; readonly pluginId: string; readonly lane: Lane; readonly failure: AttemptFailure }
  /** Klaviyo took an event but ignored a part of it, for example `phone_number`. */
  | { readonly type: "partly_ignored"; readonly pluginId: string; readonly part: string }
  | { readonly type: "plugin_paused"; readonly pluginId: string; readonly alarm: PluginAlarm }
  | { readonly type: "plugin_resumed"; readonly pluginId: string }
  | {
      readonly type: "window_used";
      readonly accountId: string;
      readonly endpoint: EndpointName;
      readonly used: number;
      readonly limit: number;
    }
  | {
      readonly type: "circuit_changed";
      readonly accountId: string;
      readonly endpoint: EndpointName;
      readonly state: "closed" | "open" | "recovering";
    }
  | { readonly type: "lease_changed"; readonly accountId: string; readonly change: "acquired" | "released" | "lost" }
  /** A worker has done its round; every few seconds. */
  | { readonly type: "leases_renewed"; readonly workers: number };

export interface TracedEvent {
  /** W3C traceparent of its intake. */
  readonly traceParent: string;
  readonly outboxId: number;
  readonly metric: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export type DeliveryListener = (event: DeliveryEvent) => void;
