import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from "graphql";
import { type Clock, systemClock } from "../../src/clock.ts";
import { createRequestLog, type RequestLog } from "../klaviyo/inspection/request-log.ts";
import { createRateBuckets, type RateBuckets } from "./access/rate-buckets.ts";
import { limitsOfPlan } from "./access/rate-plans.ts";
import { createTokens, type Tokens } from "./access/tokens.ts";
import { createEventQueues, type EventQueues, type EventSystem } from "./events/event-queues.ts";
import { createFaultRules, type FaultRules } from "./faults/fault-rules.ts";
import type { RetryAfterForm } from "./graphql/errors.ts";
import { createUsage, type Usage } from "./inspection/usage.ts";
import { type Change, createInstance, type Instance } from "./instance/instance.ts";
import { type CentraSandboxOptions, DEMO_TOKEN } from "./options.ts";
import { type BuiltSchema, buildSchema } from "./schema/build-schema.ts";
import type { SchemaChanges } from "./schema/schema-changes.ts";
import { createWebhookSender, type WebhookSender } from "./webhooks/webhook-sender.ts";

interface PreparedDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const KEPT_REQUESTS = 10_000;

/** Everything that the sandbox knows. It outlives a stop and start of the server. */
export interface SandboxState {
  readonly clock: Clock;
  readonly instance: Instance;
  readonly tokens: Tokens;
  readonly buckets: RateBuckets;
  readonly queues: EventQueues;
  readonly webhooks: WebhookSender;
  readonly faults: FaultRules;
  readonly log: RequestLog;
  readonly usage: Usage;
  readonly retryAfterForm: RetryAfterForm;
  /** Queries that were read and found valid, by their text. */
  readonly documents: Map<string, PreparedDocument>;
  readonly schema: BuiltSchema;
  /** From now on the schema has these changes and no others. */
  changeSchema(changes: SchemaChanges): void;
  readonly eventSystem: EventSystem;
  setEventSystem(eventSystem: EventSystem): void;
}

export function createState(options: CentraSandboxOptions): SandboxState {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const queues = createEventQueues();
  const webhooks = createWebhookSender({ settings: options.webhook ?? null, random, clock });
  const documents = new Map<string, PreparedDocument>();
  let schema = buildSchema(options.schema ?? {});
  let eventSystem = options.eventSystem ?? "on";

  function announce(change: Change): void {
    if (eventSystem === "on") queues.push(change);
    webhooks.note(change);
  }

  return {
    clock,
    instance: createInstance(announce),
    tokens: createTokens(options.tokens ?? [DEMO_TOKEN]),
    buckets: createRateBuckets(limitsOfPlan(options.plan ?? "growth"), clock.now()),
    queues,
    webhooks,
    faults: createFaultRules(random),
    log: createRequestLog(KEPT_REQUESTS),
    usage: createUsage(),
    retryAfterForm: options.retryAfterForm ?? "epoch_seconds",
    documents,
    get schema() {
      return schema;
    },
    changeSchema(changes) {
      schema = buildSchema(changes);
      documents.clear();
    },
    get eventSystem() {
      return eventSystem;
    },
    setEventSystem(mode) {
      eventSystem = mode;
    },
  };
}
