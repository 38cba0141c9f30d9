import { z } from "zod";
import { orderFacts } from "../objects/order-facts.ts";
import { readOrderState } from "../objects/read-order.ts";
import { CentraFailure, partialFailure } from "./failure.ts";
import type { Baseline } from "./progress-store.ts";
import type { Answer, CentraSession } from "./session.ts";

const PAGE = 100;
/** Orders that are still to change, whose changes may come without a time of their own. */
const OPEN_STATUSES = ["PENDING", "CONFIRMED", "PROCESSING"];

const newest = {
  byNumber: z.object({ number: z.int() }).transform(({ number }) => number),
  byChange: z.object({ updatedAt: z.iso.datetime({ offset: true }) }).transform(({ updatedAt }) => updatedAt),
  byId: z.object({ id: z.int() }).transform(({ id }) => id),
};

/** What is newest in Centra at this moment: what happened up to then is the past. Throws CentraFailure. */
export async function markBaseline(session: Pick<CentraSession, "ask" | "connection">): Promise<Baseline> {
  const answer = await session.ask("newest");
  return {
    of: shopOf(session),
    orderNumber: newestIn(answer, "byNumber", newest.byNumber),
    orderChangedAt: newestIn(answer, "byChange", newest.byChange),
    customerId: newestIn(answer, "customers", newest.byId, { mayBeUnknown: true }),
    voucherId: newestIn(answer, "vouchers", newest.byId, { mayBeUnknown: true }),
    nextPage: 1,
  };
}

/** Which shop a baseline is of: it says nothing of another. */
export function shopOf({ connection: { apiUrl, settings } }: Pick<CentraSession, "connection">): string {
  return settings.storeId === null ? apiUrl : `${apiUrl} ${settings.storeId}`;
}

/**
 * Null when there is none yet. An answer that leaves it open is none: taken for an empty shop, all of its past would be told as if it
 * happened now. `mayBeUnknown`: an instance without such objects has nothing to tell of them, either. Throws CentraFailure.
 */
function newestIn<Newest>(
  answer: Answer | null,
  alias: string,
  schema: z.ZodType<Newest>,
  { mayBeUnknown = false } = {},
): Newest | null {
  const rows = answer?.data[alias];
  const error = answer?.errors.find(({ path }) => path.length === 0 || path[0] === alias);
  if (Array.isArray(rows) && rows.length === 0 && error === undefined) return null;
  if (rows === undefined && error === undefined && mayBeUnknown) return null;
  const first = schema.safeParse(Array.isArray(rows) ? rows[0] : undefined);
  if (first.success) return first.data;
  throw partialFailure("newest", error?.message ?? `Centra does not say what is newest of ${alias}`);
}

export interface BaselinePage {
  /** By order number: what counts as told. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numbers of orders to which something happened since the baseline. */
  readonly changed: readonly string[];
  readonly isLast: boolean;
}

/** One page of open orders; what happened to them up to the baseline counts as told. Throws CentraFailure. */
export async function readBaselinePage(session: Pick<CentraSession, "ask">, baseline: Baseline): Promise<BaselinePage> {
  const { rows, isLast } = await readOpenOrders(session, baseline.nextPage ?? 1);
  const told = new Map<string, ReadonlySet<string>>();
  const changed: string[] = [];
  for (const row of rows) {
    const order = readOrderState(row);
    if (order === null || !isPast(order.number, baseline)) continue;
    const facts = orderFacts(order);
    const past = facts.filter(({ at }) => isBefore(at, baseline));
    told.set(order.number, new Set(past.map(({ key }) => key)));
    if (past.length < facts.length) changed.push(order.number);
  }
  return { told, changed, isLast };
}

/** An order that Centra cannot show spoils its page; then the page is read one by one, and the order left out. */
async function readOpenOrders(session: Pick<CentraSession, "ask">, page: number) {
  const ask = async (limit: number, number: number) => {
    const answer = await session.ask("orderStates", { statuses: OPEN_STATUSES, limit, page: number }, limit);
    return Array.isArray(answer?.data.orders) ? answer.data.orders : [];
  };
  try {
    const rows: unknown[] = await ask(PAGE, page);
    return { rows, isLast: rows.length < PAGE };
  } catch (error) {
    if (!isUnshowable(error)) throw error;
  }
  const rows: unknown[] = [];
  for (let number = (page - 1) * PAGE + 1; number <= page * PAGE; number += 1) {
    try {
      const [row] = await ask(1, number);
      if (row === undefined) return { rows, isLast: true };
      rows.push(row);
    } catch (error) {
      if (!isUnshowable(error)) throw error;
    }
  }
  return { rows, isLast: false };
}

function isUnshowable(error: unknown): boolean {
  return error instanceof CentraFailure && error.code === "centra_error";
}

/** Whether the order was there when the plugin was connected. */
export function isPast(orderNumber: string, { orderNumber: newestNumber }: Baseline): boolean {
  return newestNumber !== null && Number(orderNumber) <= newestNumber;
}

/** Whether it happened before the plugin was connected, or, of an order that was not seen before, at an unknown time. */
export function isBefore(at: string | null, { orderChangedAt }: Baseline): boolean {
  if (at === null || orderChangedAt === null) return true;
  return Date.parse(at) <= Date.parse(orderChangedAt);
}
