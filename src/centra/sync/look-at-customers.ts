import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { customerEvent, isRegistered, readCustomer } from "../objects/customer-events.ts";
import { type Look, wholeEntries } from "./look.ts";
import { isOfStore, type LookContext, unseenProblem, unusableProblem } from "./look-at-orders.ts";
import type { NewProblem } from "./problem-store.ts";

const REGISTERED = "registered";

/** Looks at customers, and tells of those that have registered since the plugin was connected. Throws CentraFailure. */
export async function lookAtCustomers(ids: readonly string[], context: LookContext): Promise<Look> {
  const { session, pluginId, baseline } = context;
  const answer = await session.ask("customers", { ids: ids.map(Number), limit: ids.length }, ids.length);
  const { whole, isComplete, reason } = wholeEntries("customers", answer ?? { data: { customers: [] }, errors: [] });
  const customers = whole.map(readCustomer).filter((customer) => customer !== null);
  const toldBefore = await context.told.read(
    pluginId,
    "customer",
    customers.map(({ id }) => id),
  );

  const told = new Map<string, ReadonlySet<string>>();
  const events: CommerceEvent[] = [];
  const problems: NewProblem[] = [];
  for (const customer of customers) {
    if (!isOfStore(customer, session)) continue;
    const before = toldBefore.get(customer.id);
    const isOld = before === undefined && baseline.customerId !== null && Number(customer.id) <= baseline.customerId;
    const isNews = isRegistered(customer) && before?.has(REGISTERED) !== true;
    // Of a customer from before only what it is now can be known, and that counts as told.
    if (isOld || !isNews) {
      if (isOld) told.set(customer.id, new Set(isRegistered(customer) ? [REGISTERED] : []));
      continue;
    }
    const made = customerEvent(customer, session.source);
    if (!made.ok) {
      problems.push(unusableProblem("customer", customer.id, made.fault));
      continue;
    }
    events.push(made.event);
    told.set(customer.id, new Set([REGISTERED]));
  }
  const seen = new Set(customers.map(({ id }) => id));
  const unseen = isComplete ? [] : ids.filter((id) => !seen.has(id));
  problems.push(...unseen.map((id) => unseenProblem("customer", id, reason)));
  return { events, told, toldKind: "customer", unseen: new Set(unseen), problems };
}
