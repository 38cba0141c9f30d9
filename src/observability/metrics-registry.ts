import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

export type { Registry as MetricsRegistry } from "prom-client";

/** Of the event loop's delay; a finer sample costs wake-ups in an idle process. */
const LOOP_SAMPLE_MS = 20;

/**
 * Where every room registers what it measures, in the form of Prometheus; with the process's own figures (CPU, memory, event
 * loop, garbage collection). Names begin with `centra_klaviyo_`, durations are seconds. A label is a plugin, an account, or one of a few
 * words: never anything of a customer, an order or an event.
 */
export function createMetricsRegistry({ version }: { readonly version: string }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_SAMPLE_MS });
  new Gauge({
    name: "centra_klaviyo_info",
    help: "The version that runs; always 1.",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version }, 1);
  return registry;
}
