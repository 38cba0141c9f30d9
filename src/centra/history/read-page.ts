import type { Clock } from "../../clock.ts";
import type { HistoryPage, HistoryProblem, HistorySelection, HistoryTotals } from "../../commerce/history-source.ts";
import { shopTime } from "../../metrics/shop-time.ts";
import { isOfStore } from "../sync/look-at-orders.ts";
import type { CentraSession } from "../sync/session.ts";
import type { Cursor, Done } from "./cursor.ts";
import { type PastCustomer, readCustomers, readOrdersCreated, readOrdersOf, readOrdersOfOne } from "./past-lists.ts";
import { readPastOrders } from "./read-past-orders.ts";
import { type OrderGroup, tellPast } from "./tell-past.ts";

export interface PageContext {
  readonly session: CentraSession;
  readonly selection: HistorySelection;
  /** Name of the image size that the plugin sends. */
  readonly imageSize: string;
  /** Of the shop, an IANA zone. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is to be told on a page, before it is read. */
interface Plan {
  readonly groups: readonly OrderGroup[];
  /** Whether a group's newest order is on this page. */
  readonly hasNewest: boolean;
  /** What could not even be listed. */
  readonly problems: readonly HistoryProblem[];
  /** Accounts that the page completes. */
  readonly customers: number;
  /** Of the customers or the order that the page ends with, milliseconds since the epoch. */
  readonly at: number | null;
  readonly next: Cursor | null;
  readonly done: Done;
}

/** The page at a cursor. Throws CentraFailure, HistorySourceError. */
export async function readHistoryPage(cursor: Cursor, context: PageContext): Promise<HistoryPage> {
  const { session, imageSize, timeZone, clock, signal } = context;
  const plan = await planPage(cursor, context);
  const past = await readPastOrders(session, plan.groups.flat(), clock, signal);
  const told = await tellPast(session, plan.groups, past, imageSize);
  return {
    events: told.events,
    problems: [...plan.problems, ...told.problems],
    newest: new Set(plan.hasNewest ? told.newest.flat() : []),
    customers: plan.customers,
    orders: plan.groups.flat().length,
    next: plan.next === null ? null : JSON.stringify(plan.next),
    currentDate: plan.at === null ? null : shopTime(new Date(plan.at).toISOString(), timeZone).slice(0, 10),
    totals: totalsOf(plan.done, cursor.customers, plan.next),
  };
}

function planPage(cursor: Cursor, context: PageContext): Promise<Plan> {
  if (cursor.part === "guests") return planGuests(cursor, context);
  return cursor.within === null ? planCustomers(cursor, context) : planWithin(cursor, cursor.within, context);
}

/** Orders of nobody's account. */
async function planGuests(cursor: Cursor, { session, selection }: PageContext): Promise<Plan> {
  const page = await readOrdersCreated(session, selection.since, cursor.after);
  const groups = page.items.filter(({ isOfAccount }) => !isOfAccount).map(({ key }) => [key]);
  const done = { ...cursor.done, ordersOfGuests: cursor.done.ordersOfGuests + groups.length };
  const next: Cursor = { ...cursor, done, after: page.next, part: page.next === null ? "accounts" : "guests" };
  return {
    groups,
    hasNewest: true,
    problems: page.problems,
    customers: 0,
    at: page.items.at(-1)?.at ?? null,
    next,
    done,
  };
}

/** As many customers as have no more orders in all than fit; one that has more is read page by page. */
async function planCustomers(cursor: Cursor, { session, selection }: PageContext): Promise<Plan> {
  const page = await readCustomers(session, selection.since, cursor.after);
  const isChosen = (customer: PastCustomer) => customer.isAccount && isOfStore(customer, session);
  let taken = page.items;
  let chosen = taken.filter(isChosen);
  let orders = chosen.length === 0 ? null : await readOrdersOf(session, keysOf(chosen), null);
  while (orders?.next != null && chosen.length > 1) {
    const last = chosen[Math.ceil(chosen.length / 2) - 1];
    taken = last === undefined ? taken : taken.slice(0, taken.indexOf(last) + 1);
    chosen = taken.filter(isChosen);
    orders = await readOrdersOf(session, keysOf(chosen), null);
  }
  const [only] = chosen;
  if (orders?.next != null && only !== undefined) orders = await readOrdersOfOne(session, only.key, null);
  const last = taken.at(-1);
  const isAllTaken = taken.length === page.items.length;
  const after = isAllTaken || last === undefined ? page.next : page.after(last);
  const items = orders?.items ?? [];
  const isWhole = orders?.next == null;
  const done: Done = {
    ...cursor.done,
    looked: cursor.done.looked + taken.length,
    accounts: cursor.done.accounts + (isWhole ? chosen.length : 0),
    ordersOfAccounts: cursor.done.ordersOfAccounts + items.length,
  };
  const within =
    orders?.next == null || only === undefined ? null : { customer: only.key, at: only.at, after: orders.next };
  const byCustomer = Map.groupBy(items, ({ customerId }) => customerId);
  return {
    groups: [...byCustomer.values()].map((ofCustomer) => ofCustomer.map(({ key }) => key)),
    hasNewest: isWhole,
    problems: [...(isAllTaken ? page.problems : []), ...(orders?.problems ?? [])],
    customers: isWhole ? chosen.length : 0,
    at: last?.at ?? null,
    done,
    next:
      after === null && within === null ? null : { ...cursor, done, within, after: after ?? afterLast(last, cursor) },
  };
}

/** More orders of one customer. */
async function planWithin(
  cursor: Cursor,
  within: NonNullable<Cursor["within"]>,
  { session }: PageContext,
): Promise<Plan> {
  const page = await readOrdersOfOne(session, within.customer, within.after);
  const isWhole = page.next === null;
  const done: Done = {
    ...cursor.done,
    accounts: cursor.done.accounts + (isWhole ? 1 : 0),
    ordersOfAccounts: cursor.done.ordersOfAccounts + page.items.length,
  };
  return {
    groups: [page.items.map(({ key }) => key)],
    hasNewest: isWhole,
    problems: page.problems,
    customers: isWhole ? 1 : 0,
    at: within.at,
    done,
    next: { ...cursor, done, within: page.next === null ? null : { ...within, after: page.next } },
  };
}

/** The list of customers ends with one whose orders are not all read. */
function afterLast(last: PastCustomer | undefined, { after }: Cursor): Cursor["after"] {
  return last === undefined ? after : { at: last.at, key: last.key, page: 1 };
}

/** Reckoned from what was read so far: only reading shows who has an account, and how many orders. Exact at the end. */
function totalsOf(done: Done, customers: number | null, next: Cursor | null): HistoryTotals {
  const part = next === null ? 1 : customers === null || customers === 0 ? null : done.looked / customers;
  const estimate = (known: number) =>
    part === null || part === 0 ? null : Math.max(known, Math.round(known / Math.min(1, part)));
  const orders = estimate(done.ordersOfAccounts);
  return { customers: estimate(done.accounts), orders: orders === null ? null : orders + done.ordersOfGuests };
}

function keysOf(customers: readonly PastCustomer[]): number[] {
  return customers.map(({ key }) => key);
}
