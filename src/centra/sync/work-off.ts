import type { Clock } from "../../clock.ts";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { DatabaseUnavailableError } from "../../database/errors.ts";
import type { Logger } from "../../observability/logger.ts";
import { OutboxBusyError } from "../../outbox/errors.ts";
import { batchSize } from "./batch-size.ts";
import { CentraFailure } from "./failure.ts";
import { findOrders } from "./find-orders.ts";
import { byTime, type Look } from "./look.ts";
import { lookAtCustomers } from "./look-at-customers.ts";
import { type LookContext, lookAtOrders, unseenProblem } from "./look-at-orders.ts";
import { lookAtVouchers } from "./look-at-vouchers.ts";
import type { NewProblem, ProblemStore } from "./problem-store.ts";
import type { CentraQueue, QueuedReference } from "./queue.ts";

const MOST_AT_ONCE = 50;
const FIRST_RETRY_MS = 5_000;
/** More means that Centra fails whatever it is asked for: halving 50 things to one takes six. */
const MOST_FAILURES_IN_A_ROW = 12;
const LONGEST_RETRY_MS = 6 * 3_600_000;

export interface WorkParts {
  readonly queue: CentraQueue;
  readonly problems: ProblemStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Commits events; resolves once they are durable. */
  readonly accept: (events: readonly CommerceEvent[]) => Promise<void>;
}

/**
 * Works off one batch of what is due; answers how much there was. First the events are committed, then what was told, then the queue:
 * whatever breaks off in between is done again, and the events' ids make them the same. Throws CentraFailure; what was not looked at then
 * stays in the queue.
 */
export async function workOffBatch(parts: WorkParts, context: LookContext): Promise<number> {
  const batch = await parts.queue.take(
    context.pluginId,
    parts.clock.now(),
    batchSize(context.session, "orders", MOST_AT_ONCE),
  );
  let failuresInARow = 0;
  await lookAtAll(batch);
  return batch.length;

  /**
   * One thing that Centra cannot show spoils the answer for all, and so does one that cannot be taken, whatever is wrong with it; halving
   * finds it, so that it holds up none of its neighbours.
   */
  async function lookAtAll(some: readonly QueuedReference[]): Promise<void> {
    if (some.length === 0) return;
    try {
      await lookAt(some, parts, context);
      failuresInARow = 0;
    } catch (error) {
      failuresInARow += 1;
      if (!mayBeOfOneThing(error) || failuresInARow > MOST_FAILURES_IN_A_ROW) throw error;
      const [only] = some;
      if (some.length > 1) {
        const middle = Math.ceil(some.length / 2);
        await lookAtAll(some.slice(0, middle));
        await lookAtAll(some.slice(middle));
      } else if (only !== undefined) {
        await postpone(parts, context, new Set(some));
        await parts.problems.note(context.pluginId, [problemOf(only, error, parts.logger)], parts.clock.now());
      }
    }
  }
}

/** What is away meets every thing alike. */
function mayBeOfOneThing(error: unknown): boolean {
  if (error instanceof CentraFailure) return error.code === "centra_error";
  return !(error instanceof DatabaseUnavailableError || error instanceof OutboxBusyError);
}

function problemOf({ kind, reference }: QueuedReference, error: unknown, logger: Logger): NewProblem {
  if (error instanceof CentraFailure) return unseenProblem(kind, reference, error.failed.detail);
  logger.error(
    { err: error, kind, reference },
    "Something of Centra could not be taken; it is tried again, each time later",
  );
  return {
    code: "object_failed",
    reference: `${kind} ${reference}`,
    message: `What Centra says of ${kind} ${reference} could not be taken, which is a fault of this software. It is tried again, each time later; see the log.`,
  };
}

async function lookAt(batch: readonly QueuedReference[], parts: WorkParts, context: LookContext): Promise<void> {
  const { queue, clock } = parts;
  const { pluginId, session } = context;
  const found = await findOrders(session, batch);
  const orderOf = (one: QueuedReference) => (one.kind === "order" ? one.reference : found.numberOf.get(one));
  const unseen = new Set<QueuedReference>(found.unseen);
  const orders = distinct(batch.flatMap((one) => orderOf(one) ?? []));
  if (orders.length > 0)
    await conclude(await lookAtOrders(orders, context), (number) => batch.filter((one) => orderOf(one) === number));
  for (const [kind, lookAtKind] of [
    ["customer", lookAtCustomers],
    ["voucher", lookAtVouchers],
  ] as const) {
    const ids = distinct(batch.flatMap((one) => (one.kind === kind ? one.reference : [])));
    if (ids.length > 0)
      await conclude(await lookAtKind(ids, context), (id) =>
        batch.filter((one) => one.kind === kind && one.reference === id),
      );
  }
  await queue.finish(
    pluginId,
    batch.filter((one) => !unseen.has(one)),
  );
  await postpone(parts, context, unseen);

  async function conclude(look: Look, queuedFor: (reference: string) => readonly QueuedReference[]): Promise<void> {
    if (look.events.length > 0) await parts.accept(byTime(look.events));
    const now = clock.now();
    await context.told.write(pluginId, look.toldKind, look.told, now);
    await parts.problems.clear(
      pluginId,
      [...look.told.keys()].map((reference) => `${look.toldKind} ${reference}`),
    );
    await parts.problems.note(pluginId, look.problems, now);
    for (const reference of look.unseen) for (const one of queuedFor(reference)) unseen.add(one);
  }
}

async function postpone(
  { queue, clock }: WorkParts,
  { pluginId }: LookContext,
  unseen: ReadonlySet<QueuedReference>,
): Promise<void> {
  for (const [attempts, failed] of Map.groupBy(unseen, (one) => one.attempts))
    await queue.postpone(pluginId, failed, clock.now() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts));
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
