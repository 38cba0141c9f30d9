import type { Clock } from "../../src/clock.ts";
import type { PlanName } from "./access/rate-plans.ts";
import type { SandboxToken } from "./access/tokens.ts";
import type { EventSystem } from "./events/event-queues.ts";
import type { RetryAfterForm } from "./graphql/errors.ts";
import type { SchemaChanges } from "./schema/schema-changes.ts";
import type { WebhookSettings } from "./webhooks/webhook-settings.ts";

export interface CentraSandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: one that may do everything, see `DEMO_TOKEN`. */
  readonly tokens?: readonly SandboxToken[];
  /** Whose rate limits; default `growth`, which is Centra's default too. */
  readonly plan?: PlanName;
  /** How `Retry-After` names the moment; default `epoch_seconds`. */
  readonly retryAfterForm?: RetryAfterForm;
  /** Default `on`. */
  readonly eventSystem?: EventSystem;
  /** An older or a newer schema. */
  readonly schema?: SchemaChanges;
  /** Where webhooks go; default: nowhere. */
  readonly webhook?: WebhookSettings;
  readonly clock?: Clock;
  /** A number in [0, 1) for faults with a probability. */
  readonly random?: () => number;
}

/** What `main.ts` offers. */
export const DEMO_TOKEN: SandboxToken = {
  token: "centra_local_sandbox_only",
  integration: "Klaviyo",
  permissions: "all",
};
