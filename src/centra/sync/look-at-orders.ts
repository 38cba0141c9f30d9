import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { DisplayedProduct } from "../objects/commerce-line.ts";
import type { OrderContext } from "../objects/commerce-order.ts";
import { orderEvent } from "../objects/order-events.ts";
import { type OrderFact, orderFacts } from "../objects/order-facts.ts";
import { type CentraOrder, readOrder } from "../objects/read-order.ts";
import { completeOrders } from "./complete-orders.ts";
import { CentraFailure, cannotAsk } from "./failure.ts";
import { type Look, wholeEntries } from "./look.ts";
import type { NewProblem } from "./problem-store.ts";
import type { Baseline } from "./progress-store.ts";
import type { CentraSession } from "./session.ts";
import { isBefore, isPast } from "./take-baseline.ts";
import type { ToldStore } from "./told-store.ts";

export interface LookContext {
  readonly pluginId: string;
  readonly session: CentraSession;
  readonly baseline: Baseline;
  readonly told: ToldStore;
  /** Name of the image size that the plugin sends. */
  readonly imageSize: string;
}

/** Orders as they are now, by number. Throws CentraFailure. */
export async function fetchOrders(
  session: CentraSession,
  numbers: readonly string[],
): Promise<{
  readonly orders: ReadonlyMap<string, CentraOrder>;
  readonly unseen: ReadonlySet<string>;
  readonly reason: string;
}> {
  if (numbers.length === 0) return { orders: new Map(), unseen: new Set(), reason: "" };
  const answer = await session.ask("orders", { numbers: numbers.map(Number), limit: numbers.length }, numbers.length);
  // Taken for orders that are gone, they would be forgotten.
  if (answer === null) throw cannotAsk("orders");
  const { whole, isComplete, reason } = wholeEntries("orders", answer);
  const orders = new Map(
    whole.flatMap((row) => {
      const order = readOrder(row);
      return order === null ? [] : [[order.number, order] as const];
    }),
  );
  // What a whole answer does not have is not there any more, or not for this token.
  const unseen = isComplete ? [] : numbers.filter((number) => !orders.has(number));
  return { orders, unseen: new Set(unseen), reason };
}

/** Looks at orders, and tells what happened to them that was not told yet. Throws CentraFailure. */
export async function lookAtOrders(numbers: readonly string[], context: LookContext): Promise<Look> {
  const { session, pluginId, baseline, imageSize } = context;
  const { orders, unseen, reason } = await fetchOrders(session, numbers);
  const toldBefore = await context.told.read(pluginId, "order", [...orders.keys()]);

  const told = new Map<string, Set<string>>();
  const news: { readonly order: CentraOrder; readonly facts: readonly OrderFact[] }[] = [];
  for (const order of orders.values()) {
    if (!isOfStore(order, session)) continue;
    const before = toldBefore.get(order.number);
    const known = new Set(before);
    const isOld = before === undefined && isPast(order.number, baseline);
    const facts = orderFacts(order).filter(({ key, at }) => {
      if (known.has(key)) return false;
      if (isOld && isBefore(at, baseline)) known.add(key);
      return !known.has(key);
    });
    told.set(order.number, known);
    if (facts.length > 0) news.push({ order, facts });
  }

  const completed = await completeOrders(session, news);
  const orderContext = await orderContextOf(session, imageSize, completed.orders);
  const problems: NewProblem[] = [
    ...[...unseen].map((number) => unseenProblem("order", number, reason)),
    ...[...completed.unseen].map((number) => unseenProblem("order", number, completed.reason)),
  ];
  for (const number of completed.unseen) told.delete(number);
  const events: CommerceEvent[] = [];
  for (const order of completed.orders) {
    const known = told.get(order.number) ?? new Set();
    for (const fact of orderFacts(order)) {
      if (known.has(fact.key)) continue;
      const made = orderEvent(order, fact, session.source, orderContext);
      if (made.ok) {
        events.push(made.event);
        known.add(fact.key);
      } else {
        problems.push(unusableProblem("order", order.number, `${fact.kind}: ${made.fault}`));
      }
    }
  }
  return { events, told, toldKind: "order", unseen: new Set([...unseen, ...completed.unseen]), problems };
}

/** What orders are told with, besides themselves. Throws CentraFailure. */
export async function orderContextOf(
  session: CentraSession,
  imageSize: string,
  orders: readonly CentraOrder[],
): Promise<OrderContext> {
  const ids = orders.flatMap((order) => order.lines.flatMap(({ frontendItemId }) => frontendItemId ?? []));
  const { productPageUrl, trackingUrls } = session.connection.settings;
  return {
    ...{ productPageUrl, trackingUrls, baseCurrency: session.baseCurrency },
    imageSize: imageSize === "" ? "standard" : imageSize,
    products: await findProducts(session, ids, imageSize),
  };
}

/** A product that Centra cannot show costs its picture, not the order. */
async function findProducts(session: CentraSession, ids: readonly string[], imageSize: string) {
  try {
    return await session.catalog.find(ids, imageSize);
  } catch (error) {
    if (error instanceof CentraFailure && error.code === "centra_error") return new Map<string, DisplayedProduct>();
    throw error;
  }
}

export function isOfStore(
  { store }: { readonly store?: { readonly id?: string | undefined } | undefined },
  { connection }: CentraSession,
): boolean {
  const { storeId } = connection.settings;
  return storeId === null || store?.id === undefined || store.id === String(storeId);
}

export function unseenProblem(kind: string, reference: string, reason: string): NewProblem {
  return {
    code: "object_incomplete",
    reference: `${kind} ${reference}`,
    message: `Centra did not show all of ${kind} ${reference} (${reason}). It is asked for again, each time later.`,
  };
}

export function unusableProblem(kind: string, reference: string, fault: string): NewProblem {
  return {
    code: "object_unusable",
    reference: `${kind} ${reference}`,
    message: `What Centra says of ${kind} ${reference} cannot be told to Klaviyo (${fault}) Mend it in Centra; it is looked at again when it changes.`,
  };
}
