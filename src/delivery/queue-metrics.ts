import { Counter, Gauge } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { MetricsRegistry } from "../observability/metrics-registry.ts";
import { readAtScrape } from "../observability/read-at-scrape.ts";
import type { QueuedPlugin, QueueReader } from "../outbox/queue-reader.ts";
import type { DeliveryListener } from "./delivery-events.ts";

interface QueueMetricsParts {
  readonly registry: MetricsRegistry;
  readonly queues: QueueReader;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Also shows what nobody drives: true in processes that take events. */
  readonly showsUndriven: boolean;
}

/**
 * Shows what waits, asked of the database when Prometheus asks. A process shows the plugins on the accounts that it drives, so in a
 * fleet each is shown by one worker; those that nobody drives are shown by the processes that take events. Hand the listener to the worker.
 * When the database does not answer, these figures are absent and the rest is there.
 */
export function createQueueMetrics(parts: QueueMetricsParts): DeliveryListener {
  const { registry, queues, clock, logger, showsUndriven } = parts;
  const driven = new Set<string>();
  const refresh = readAtScrape({
    ...{ clock, read },
    onFailure: (error) => {
      for (const one of all) one.reset();
      failures.inc();
      logger.warn({ err: error }, "What waits could not be read for the metrics");
    },
  });

  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry], collect: refresh });
  const pending = gauge("centra_klaviyo_pending_events", "Events that wait for their delivery.", [
    "account",
    "plugin",
    "lane",
  ]);
  const oldest = gauge(
    "centra_klaviyo_oldest_pending_seconds",
    "Age of the oldest event that waits for its delivery; 0 when none does.",
    ["account", "plugin", "lane"],
  );
  const dead = gauge("centra_klaviyo_dead_events", "Dead letters that are kept.", ["plugin"]);
  const skipped = gauge("centra_klaviyo_skipped_events", "Events left out by settings that are kept.", ["plugin"]);
  const held = gauge("centra_klaviyo_held_events", "Events that cannot be mapped yet; counted up to 10,000.", [
    "plugin",
  ]);
  const alarm = gauge("centra_klaviyo_plugin_alarm", "1 while a plugin is paused, with the code of its alarm.", [
    "plugin",
    "code",
  ]);
  const accounts = gauge(
    "centra_klaviyo_accounts",
    "Accounts of active plugins with a key: those that a worker drives, and those that none does.",
    ["driven"],
  );
  const all = [pending, oldest, dead, skipped, held, alarm, accounts];
  const failures = new Counter({
    name: "centra_klaviyo_queue_read_failures_total",
    help: "Times that the database did not say in time what waits.",
    registers: [registry],
  });

  const isShown = ({ accountId, isDriven }: QueuedPlugin) => driven.has(accountId) || (showsUndriven && !isDriven);

  async function read(): Promise<void> {
    const plugins = await queues.plugins();
    const shown = new Map(plugins.filter(isShown).map((plugin) => [plugin.pluginId, plugin]));
    const ids = [...shown.keys()];
    const [lengths, heldCounts] = await Promise.all([queues.lengths(ids), queues.held(ids)]);
    const now = clock.now();
    for (const one of all) one.reset();
    for (const { pluginId: plugin, lane, ...length } of lengths) {
      const labels = { account: shown.get(plugin)?.accountId ?? "", plugin, lane };
      pending.set(labels, length.pending);
      const ageMs = length.oldestReceivedAt === null ? 0 : Math.max(0, now - length.oldestReceivedAt);
      oldest.set(labels, ageMs / 1_000);
      dead.inc({ plugin }, length.dead);
      skipped.inc({ plugin }, length.skipped);
    }
    for (const { pluginId: plugin, held: count } of heldCounts) held.set({ plugin }, count);
    for (const { pluginId: plugin, alarmCode: code } of shown.values())
      if (code !== null) alarm.set({ plugin, code }, 1);
    const ready = plugins.filter(({ isReady }) => isReady);
    const count = (isDriven: boolean) =>
      new Set(ready.filter((plugin) => plugin.isDriven === isDriven).map(({ accountId }) => accountId)).size;
    accounts.set({ driven: "yes" }, count(true));
    accounts.set({ driven: "no" }, count(false));
  }

  return (event) => {
    if (event.type !== "lease_changed") return;
    if (event.change === "acquired") driven.add(event.accountId);
    else driven.delete(event.accountId);
  };
}
