import { createCentraMetrics } from "./centra/centra-metrics.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { checkWritable } from "./database/check-writable.ts";
import type { Database } from "./database/database.ts";
import { type AccountHealthRecorder, recordAccountHealth } from "./delivery/account-health.ts";
import type { DeliveryListener } from "./delivery/delivery-events.ts";
import { createDeliveryMetrics } from "./delivery/delivery-metrics.ts";
import { createQueueMetrics } from "./delivery/queue-metrics.ts";
import { createDeliveryTraces } from "./delivery/trace-delivery.ts";
import { watchWorker } from "./delivery/worker-readiness.ts";
import { createHttpMetrics, type HttpListener } from "./http/http-metrics.ts";
import type { Readiness } from "./http/monitoring/health.ts";
import { createIntakeMetrics, type IntakeListener } from "./intake/intake-metrics.ts";
import type { Logger } from "./observability/logger.ts";
import { createMetricsRegistry, type MetricsRegistry } from "./observability/metrics-registry.ts";
import { openTracing, type Tracing } from "./observability/tracing.ts";
import { type AccountHealthStore, createAccountHealthStore } from "./outbox/account-health.ts";
import { createQueueReader, type QueueReader } from "./outbox/queue-reader.ts";

interface MonitoringParts {
  readonly config: Pick<Config, "tracing">;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** This process takes events over HTTP. */
  readonly takesEvents: boolean;
}

/** How a process is seen from outside: what its parts tell, gathered as metrics and traces. */
export interface Monitoring {
  readonly registry: MetricsRegistry;
  readonly tracing: Tracing;
  readonly observeDelivery: DeliveryListener;
  readonly observeIntake: IntakeListener;
  readonly observeHttp: HttpListener;
  readonly workerReadiness: Readiness;
  readonly queues: QueueReader;
  readonly accountHealthStore: AccountHealthStore;
  /** To be started where accounts are driven. */
  readonly accountHealth: AccountHealthRecorder;
}

export async function openMonitoring(parts: MonitoringParts): Promise<Monitoring> {
  const { config, database, clock, logger, version, takesEvents } = parts;
  const registry = createMetricsRegistry({ version });
  const tracing = await openTracing({ ...config.tracing, version, logger });
  if (takesEvents) createCentraMetrics({ registry, database, clock, logger });
  const worker = watchWorker(clock);
  const queues = createQueueReader(database);
  const accountHealthStore = createAccountHealthStore(database);
  const accountHealth = recordAccountHealth({ store: accountHealthStore, clock, logger });
  const deliveryListeners = [
    createDeliveryMetrics(registry, clock),
    createQueueMetrics({ registry, queues, clock, logger, showsUndriven: takesEvents }),
    createDeliveryTraces(tracing, clock),
    worker.listener,
    accountHealth.listener,
  ];
  return {
    registry,
    tracing,
    queues,
    accountHealthStore,
    accountHealth,
    observeDelivery: (event) => {
      for (const listener of deliveryListeners) listener(event);
    },
    observeIntake: createIntakeMetrics(registry),
    observeHttp: createHttpMetrics(registry),
    workerReadiness: {
      meaning: "The database answers and the worker holds or shares the accounts.",
      check: async () => {
        await checkWritable(database);
        worker.check();
      },
      refusal:
        "The database does not answer, or the worker could not renew its leases, so nothing is sent at the moment.",
    },
  };
}
