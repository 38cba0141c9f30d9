import type { Clock } from "../../clock.ts";
import { type OrderFact, orderFacts } from "../objects/order-facts.ts";
import { type CentraOrder, readOrder } from "../objects/read-order.ts";
import { batchSize } from "../sync/batch-size.ts";
import { completeOrders } from "../sync/complete-orders.ts";
import { CentraFailure, partialFailure } from "../sync/failure.ts";
import { wholeEntries } from "../sync/look.ts";
import type { CentraSession } from "../sync/session.ts";

const MOST_AT_ONCE = 128;
/** An order that Centra shows only in part is asked for so often before it is listed as broken; each question is repeated by itself. */
const TRIES = 3;
const BETWEEN_TRIES_MS = 300;
/** More means that Centra fails whatever it is asked for: halving 128 orders to one takes eight. */
const MOST_FAILURES_IN_A_ROW = 14;

export interface PastOrders {
  readonly orders: ReadonlyMap<number, CentraOrder>;
  /** Orders that Centra did not show, and its words. */
  readonly broken: ReadonlyMap<number, string>;
  /** Orders that were listed and are not there any more. */
  readonly gone: ReadonlySet<number>;
}

const PAST_KINDS: ReadonlySet<OrderFact["kind"]> = new Set(["placed", "confirmed", "cancelled", "refunded"]);

/** What of an order's facts belongs to its history. */
export function pastFacts(order: CentraOrder): OrderFact[] {
  return orderFacts(order).filter(({ kind }) => PAST_KINDS.has(kind));
}

/**
 * Orders as they are now, with what their refunds are for. One that Centra cannot show holds up none of its neighbours: halving finds it.
 * Throws CentraFailure when Centra answers nothing at all, or a permission is missing.
 */
export async function readPastOrders(
  session: CentraSession,
  numbers: readonly number[],
  clock: Clock,
  signal: AbortSignal,
): Promise<PastOrders> {
  const orders = new Map<number, CentraOrder>();
  const broken = new Map<number, string>();
  const gone = new Set<number>();
  let failuresInARow = 0;

  for (let start = 0; start < numbers.length; ) {
    const size = batchSize(session, "pastOrders", MOST_AT_ONCE);
    await readAll(numbers.slice(start, start + size), 1);
    start += size;
  }
  return { orders, broken, gone };

  async function readAll(some: readonly number[], tries: number): Promise<void> {
    const { unseen, reason } = await readSome(some);
    if (unseen.length === 0) return;
    // It would be missing for every order.
    const failure = partialFailure("pastOrders", reason);
    if (failure.code === "permission_missing") throw failure;
    const [only = 0] = unseen;
    if (unseen.length < some.length) return readAll(unseen, 1);
    if (some.length === 1) {
      if (tries === TRIES) return void broken.set(only, reason);
      await clock.sleep(BETWEEN_TRIES_MS * tries, signal);
      return readAll(unseen, tries + 1);
    }
    const middle = Math.ceil(some.length / 2);
    await readAll(some.slice(0, middle), 1);
    await readAll(some.slice(middle), 1);
  }

  async function readSome(some: readonly number[]): Promise<{ unseen: readonly number[]; reason: string }> {
    try {
      const answer = await session.ask("pastOrders", { numbers: some, limit: some.length }, some.length);
      const { whole, isComplete, reason } = wholeEntries("orders", answer ?? { data: { orders: [] }, errors: [] });
      const found = whole.flatMap((row) => readOrder(row) ?? []);
      const completed = await completeOrders(
        session,
        found.map((order) => ({ order, facts: pastFacts(order) })),
      );
      for (const order of completed.orders) orders.set(Number(order.number), order);
      failuresInARow = 0;
      const missing = some.filter((number) => !orders.has(number));
      if (!isComplete || completed.unseen.size > 0)
        return { unseen: missing, reason: isComplete ? completed.reason : reason };
      for (const number of missing) gone.add(number);
      return { unseen: [], reason: "" };
    } catch (error) {
      failuresInARow += 1;
      const isOfOrders = error instanceof CentraFailure && error.code === "centra_error";
      if (!isOfOrders || failuresInARow > MOST_FAILURES_IN_A_ROW) throw error;
      return { unseen: some, reason: error.failed.detail };
    }
  }
}
