import { Counter } from "prom-client";
import type { MetricsRegistry } from "../observability/metrics-registry.ts";
import type { Lane } from "../outbox/outbox.ts";
import type { IntakeResult } from "./intake-result.ts";

/** Told of every commit, whatever the source. */
export type IntakeListener = (taken: {
  readonly pluginId: string;
  readonly lane: Lane;
  readonly results: readonly IntakeResult[];
}) => void;

/** Counts what intake takes; hand the listener to it. */
export function createIntakeMetrics(registry: MetricsRegistry): IntakeListener {
  const taken = new Counter({
    name: "centra_klaviyo_commerce_events_total",
    help: "Commerce events that were committed, by what became of them: accepted, duplicate, held, skipped.",
    labelNames: ["plugin", "lane", "result"],
    registers: [registry],
  });
  const skipped = new Counter({
    name: "centra_klaviyo_metrics_skipped_total",
    help: "Metric events that the plugin's settings left out, by the code of the reason.",
    labelNames: ["plugin", "reason"],
    registers: [registry],
  });
  return ({ pluginId: plugin, lane, results }) => {
    for (const result of results) {
      taken.inc({ plugin, lane, result: result.status });
      if (!("skipped" in result)) continue;
      for (const { reason } of result.skipped) skipped.inc({ plugin, reason: reason.code });
    }
  };
}
