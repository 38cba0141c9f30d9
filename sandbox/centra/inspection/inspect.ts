import type { BucketUse } from "../access/rate-buckets.ts";
import type { QueuedEvent } from "../events/event-queues.ts";
import type { SandboxState } from "../state.ts";
import type { WebhookCall } from "../webhooks/webhook-sender.ts";

/** What can be looked at, in the process as over `/__sandbox`. */
export interface Inspection {
  counts(): SandboxCounts;
  /** The unconfirmed events of an integration, oldest first. */
  unconfirmedEvents(integration: string): readonly QueuedEvent[];
  buckets(): readonly BucketUse[];
  /** What is planned, and how often it struck. */
  faults(): ReturnType<SandboxState["faults"]["list"]>;
  webhookCalls(): readonly WebhookCall[];
  /** Resolves when every webhook that is due has been sent, or given up. */
  webhooksSettled(): Promise<void>;
}

interface SandboxCounts {
  readonly customers: number;
  readonly orders: Readonly<Record<string, number>>;
  readonly shipments: number;
  readonly returns: number;
  readonly vouchers: number;
  readonly queues: ReturnType<SandboxState["queues"]["counts"]>;
  readonly requests: ReturnType<SandboxState["log"]["counts"]>;
  /** By the fields at the root of the query. */
  readonly complexity: ReturnType<SandboxState["usage"]["byQuery"]>;
}

export function createInspection(state: SandboxState): Inspection {
  const { instance } = state;
  return {
    counts() {
      const orders: Record<string, number> = {};
      for (const { status } of instance.orders.values()) orders[status] = (orders[status] ?? 0) + 1;
      return {
        customers: instance.customers.size,
        orders,
        shipments: instance.shipments.size,
        returns: instance.returns.size,
        vouchers: instance.vouchers.size,
        queues: state.queues.counts(),
        requests: state.log.counts(),
        complexity: state.usage.byQuery(),
      };
    },
    unconfirmedEvents: (integration) => state.queues.unconfirmed(integration, () => true, Number.MAX_SAFE_INTEGER),
    faults: () => state.faults.list(),
    buckets: () => state.buckets.use(state.clock.now()),
    webhookCalls: () => state.webhooks.calls(),
    webhooksSettled: () => state.webhooks.settled(),
  };
}
