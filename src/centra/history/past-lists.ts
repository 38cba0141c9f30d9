import { z } from "zod";
import { isRegistered } from "../objects/customer-events.ts";
import { flag, text } from "../objects/values.ts";
import type { CentraSession } from "../sync/session.ts";
import { type ListPage, readListPage } from "./list-page.ts";
import type { Placed, Position } from "./position.ts";

const moment = z.iso.datetime({ offset: true }).transform((time) => Date.parse(time));
const store = z.object({ id: text }).optional().catch(undefined);
const person = z.object({ id: z.int(), isRegistered: flag, registered: flag }).optional().catch(undefined);

const customerSchema = z.object({ id: z.int(), createdAt: moment, isRegistered: flag, registered: flag, store });
const orderSchema = z.object({ number: z.int(), createdAt: moment, customer: person, consumer: person });

export interface PastCustomer extends Placed {
  /** Whether it is an account; a guest is a customer, too. Where the instance does not tell, everybody counts. */
  readonly isAccount: boolean;
  readonly store: { readonly id?: string | undefined } | undefined;
}

export interface PastOrder extends Placed {
  readonly customerId: number | null;
  readonly isOfAccount: boolean;
}

/** Customers whose account was created at a moment or later. Throws CentraFailure, HistorySourceError. */
export function readCustomers(
  session: CentraSession,
  since: number,
  after: Position | null,
): Promise<ListPage<PastCustomer>> {
  const read = (row: unknown): PastCustomer | undefined => {
    const customer = customerSchema.safeParse(row).data;
    if (customer === undefined) return undefined;
    const { id, createdAt } = customer;
    return { at: createdAt, key: id, isAccount: isAccount(customer), store: customer.store };
  };
  return readListPage(session, { question: "customersCreated", what: "customer", since, read }, after);
}

/** Orders of some customers, of any age. Throws CentraFailure, HistorySourceError. */
export function readOrdersOf(
  session: CentraSession,
  ids: readonly number[],
  after: Position | null,
): Promise<ListPage<PastOrder>> {
  const variables = { ids };
  return readListPage(
    session,
    { question: "ordersOfCustomers", what: "order", variables, since: null, read: readPastOrder },
    after,
  );
}

/** The same of one customer; a full page that is the last one says so. Throws CentraFailure, HistorySourceError. */
export async function readOrdersOfOne(
  session: CentraSession,
  id: number,
  after: Position | null,
): Promise<ListPage<PastOrder>> {
  const page = await readOrdersOf(session, [id], after);
  if (page.next === null) return page;
  const following = await readOrdersOf(session, [id], page.next);
  const isLast = following.items.length === 0 && following.next === null;
  return isLast ? { ...page, next: null } : page;
}

/** Orders that were placed at a moment or later, of whomever. Throws CentraFailure, HistorySourceError. */
export function readOrdersCreated(
  session: CentraSession,
  since: number,
  after: Position | null,
): Promise<ListPage<PastOrder>> {
  return readListPage(session, { question: "ordersCreated", what: "order", since, read: readPastOrder }, after);
}

function readPastOrder(row: unknown): PastOrder | undefined {
  const order = orderSchema.safeParse(row).data;
  if (order === undefined) return undefined;
  const customer = order.customer ?? order.consumer;
  return {
    at: order.createdAt,
    key: order.number,
    customerId: customer?.id ?? null,
    isOfAccount: customer !== undefined && isAccount(customer),
  };
}

function isAccount(customer: Parameters<typeof isRegistered>[0]): boolean {
  const isToldOf = customer.isRegistered !== undefined || customer.registered !== undefined;
  return !isToldOf || isRegistered(customer);
}
