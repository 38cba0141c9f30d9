import type { SendOutcome } from "../klaviyo/outcome.ts";
import type { AttemptFailure, Lane, PendingEvent } from "../outbox/outbox.ts";
import type { Account } from "./account.ts";
import type { BulkBatch } from "./bulk-batch.ts";
import type { EndpointName, TracedEvent } from "./delivery-events.ts";
import type { DrivenPlugin } from "./driven-plugin.ts";
import type { RequestEnd } from "./endpoint.ts";
import { pausePlugin, resumePlugin } from "./pause-plugin.ts";
import { type Decision, decideNext, quoteError } from "./retry-policy.ts";
import { splitBatch } from "./split-batch.ts";

export interface SentRequest {
  readonly endpoint: EndpointName;
  /** Method and path. */
  readonly request: string;
  readonly driven: DrivenPlugin;
  /** The key that it was sent with. */
  readonly privateKey: string;
  readonly lane: Lane;
  readonly batch: BulkBatch;
  /** Monotonic milliseconds. */
  readonly sentAt: number;
  readonly end: (end: RequestEnd) => void;
}

/** Turns the outcome of a request into what becomes of each of its events. */
export function concludeRequest(account: Account, sent: SentRequest, outcome: SendOutcome): void {
  const { clock, random } = account;
  const events = sent.batch.flat();
  const now = clock.now();
  // One chance for all, so that what failed together comes back together.
  const chance = random();
  const decide = (event: PendingEvent) =>
    decideNext({ attempt: event.attempts + 1, events: events.length, request: sent.request }, outcome, now, chance);
  const [first] = events;
  if (first === undefined) throw new Error("a request without events");
  const decision = decide(first);
  endRequest(account, sent, outcome, decision, events);

  switch (decision.kind) {
    case "delivered":
      for (const event of events) deliver(account, sent, event, now);
      if (outcome.kind === "accepted" && outcome.partialFailure !== null) {
        account.observe({ type: "partly_ignored", pluginId: sent.driven.id, part: outcome.partialFailure });
      }
      break;
    case "dead":
      bury(account, sent, first, decision.failure);
      break;
    case "split":
      divide(account, sent, decision);
      break;
    case "retried":
      for (const group of sent.batch) {
        retryGroup(account, sent, group, (event) => {
          const own = decide(event);
          return own.kind === "retried" ? own : decision;
        });
      }
      break;
    case "paused":
      if (!isDriven(account, sent)) {
        // What is refused is the key of a plugin that has another account by now, or is not to be driven.
        for (const event of events) leaveInPlace(account, sent, event, decision.failure, now);
      } else if (sent.privateKey === sent.driven.privateKey) {
        pausePlugin(account, sent.driven, decision.alarm);
        for (const event of events) leaveInPlace(account, sent, event, decision.failure, now);
      } else {
        // It was the key of before: the same events are next, under the new one.
        for (const group of sent.batch) retryGroup(account, sent, group, () => ({ ...decision, dueAt: now }));
      }
      break;
    default:
      throw new TypeError(`unknown decision: ${JSON.stringify(decision satisfies never)}`);
  }
  const isAnswer = decision.kind !== "paused" && decision.kind !== "retried";
  if (isAnswer && sent.driven.state === "probing" && isDriven(account, sent)) resumePlugin(account, sent.driven);
  account.wake();
}

/** Still, and by this account. */
function isDriven(account: Account, { driven }: SentRequest): boolean {
  return account.plugins.get(driven.id) === driven;
}

function endRequest(
  account: Account,
  sent: SentRequest,
  outcome: SendOutcome,
  decision: Decision,
  events: readonly PendingEvent[],
): void {
  const { clock, random, id: accountId } = account;
  const endpoint = account[sent.endpoint];
  const stateBefore = endpoint.circuit.state;
  const now = clock.monotonic();
  const isUnavailable = decision.kind === "retried" && decision.cause === "unavailable";
  sent.driven.requestsInFlight--;
  sent.end({ outcome, isUnavailable, now, random: random() });
  account.observe({
    type: "request_finished",
    accountId,
    pluginId: sent.driven.id,
    endpoint: sent.endpoint,
    request: sent.request,
    lane: sent.lane,
    events: events.length,
    outcome: decision.kind,
    result: outcome.kind === "accepted" ? 202 : outcome.kind === "refused" ? outcome.status : outcome.code,
    durationMs: now - sent.sentAt,
    error: decision.kind === "delivered" ? null : decision.failure.code,
    traced: events.flatMap(traceOf),
  });
  account.observe({ type: "window_used", accountId, endpoint: sent.endpoint, ...endpoint.windows.use(now) });
  const { state } = endpoint.circuit;
  if (state === stateBefore) return;
  // What ails one endpoint often ails both.
  if (state === "open") account[sent.endpoint === "single" ? "bulk" : "single"].circuit.doubt();
  account.logger.info({ account: accountId, endpoint: sent.endpoint, state }, "Klaviyo's endpoint changed its state");
  account.observe({ type: "circuit_changed", accountId, endpoint: sent.endpoint, state });
}

function traceOf({ traceParent, id, metric, attempts }: PendingEvent): TracedEvent[] {
  return traceParent === null ? [] : [{ traceParent, outboxId: id, metric, attempt: attempts + 1 }];
}

function queueOf({ driven, lane }: SentRequest) {
  return driven.lanes[lane].queue;
}

function deliver(account: Account, sent: SentRequest, event: PendingEvent, at: number): void {
  account.settler.add({ id: event.id, outcome: "delivered", at, attempts: event.attempts + 1 });
  queueOf(sent).finish(event);
  const latencyMs = Math.max(0, at - event.receivedAt);
  account.observe({ type: "event_delivered", pluginId: sent.driven.id, lane: sent.lane, latencyMs });
}

function bury(account: Account, sent: SentRequest, event: PendingEvent, failure: AttemptFailure): void {
  account.settler.add({ id: event.id, outcome: "dead", attempts: event.attempts + 1, failure });
  queueOf(sent).finish(event);
  account.observe({ type: "event_dead", pluginId: sent.driven.id, lane: sent.lane, failure });
}

/**
 * Pending as before, due as before: the first to be read when the plugin goes on. Until that is written it counts as put off, so that no later
 * event of its customer is read before it.
 */
function leaveInPlace(
  account: Account,
  sent: SentRequest,
  event: PendingEvent,
  failure: AttemptFailure,
  now: number,
): void {
  const attempts = event.attempts + 1;
  account.settler.add({ id: event.id, outcome: "retry", dueAt: event.dueAt, attempts, failure });
  queueOf(sent).putOff(event, now);
}

/** One customer's events, put off so that none comes before an earlier one, and those in memory behind them, too. */
function retryGroup(
  account: Account,
  sent: SentRequest,
  group: readonly PendingEvent[],
  decide: (event: PendingEvent) => { readonly dueAt: number; readonly failure: AttemptFailure },
): void {
  let notBefore = Number.NEGATIVE_INFINITY;
  const retries = group.map((event) => {
    const decision = decide(event);
    const dueAt = Math.max(decision.dueAt, notBefore);
    notBefore = dueAt + 1;
    return { event, dueAt, failure: decision.failure };
  });
  // The last one first: it takes those behind it along, to after the latest of the group.
  for (const { event, dueAt, failure } of retries.reverse()) {
    const [own, ...followers] = queueOf(sent).putOff(event, dueAt);
    const attempts = event.attempts + 1;
    account.settler.add({ id: event.id, outcome: "retry", dueAt: own?.dueAt ?? dueAt, attempts, failure });
    for (const { id, dueAt: followerDueAt } of followers) {
      account.settler.add({ id, outcome: "deferred", dueAt: followerDueAt });
    }
    account.observe({ type: "event_retried", pluginId: sent.driven.id, lane: sent.lane, failure });
  }
}

function divide(account: Account, sent: SentRequest, decision: Extract<Decision, { kind: "split" }>): void {
  const { refused, batches, later } = splitBatch(sent.batch, decision.errors);
  for (const { event, errors } of refused) {
    const detail = errors.map(quoteError).join("\n").slice(0, 2_000);
    bury(account, sent, event, { ...decision.failure, detail });
  }
  const { queue, splits } = sent.driven.lanes[sent.lane];
  splits.push(...batches);
  for (const event of later) {
    const deferral = queue.putBack(event);
    if (deferral !== null) account.settler.add({ id: deferral.id, outcome: "deferred", dueAt: deferral.dueAt });
  }
}
