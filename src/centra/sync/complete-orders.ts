import type { OrderFact } from "../objects/order-facts.ts";
import {
  type CentraOrder,
  type CentraReturn,
  readContents,
  readReturns,
  type ShipmentContents,
} from "../objects/read-order.ts";
import { CentraFailure } from "./failure.ts";
import { wholeEntries } from "./look.ts";
import type { CentraSession } from "./session.ts";

/** The largest page of most lists. */
const MOST_AT_ONCE = 200;

export interface CompletedOrders {
  readonly orders: readonly CentraOrder[];
  /** Numbers of orders of which Centra did not show all. */
  readonly unseen: ReadonlySet<string>;
  readonly reason: string;
}

/**
 * Orders with what is in the shipments and returns that are to be told: these cost as many points as the order itself, so they are asked
 * for when they are needed. Throws CentraFailure.
 */
export async function completeOrders(
  session: CentraSession,
  news: readonly { readonly order: CentraOrder; readonly facts: readonly OrderFact[] }[],
): Promise<CompletedOrders> {
  const facts = news.flatMap((one) => one.facts);
  const shipmentIds = facts.flatMap((fact) => (fact.kind === "shipped" ? fact.shipment.id : []));
  const returnIds = facts.flatMap((fact) => (fact.kind === "refunded" ? (fact.payment.return?.id ?? []) : []));
  const shipments = await askFor(session, "shipments", shipmentIds, readContents);
  const returns = await askFor(session, "returns", returnIds, readReturns);

  const isUnseen = ({ shipments: sent, paymentHistory }: CentraOrder) =>
    sent.some(({ id }) => shipments.unseen.has(id)) ||
    paymentHistory.some((payment) => returns.unseen.has(payment.return?.id ?? ""));
  return {
    orders: news
      .filter(({ order }) => !isUnseen(order))
      .map(({ order }) => fillIn(order, shipments.found, returns.found)),
    unseen: new Set(news.filter(({ order }) => isUnseen(order)).map(({ order }) => order.number)),
    reason: shipments.reason || returns.reason,
  };
}

function fillIn(
  order: CentraOrder,
  shipments: ReadonlyMap<string, ShipmentContents>,
  returns: ReadonlyMap<string, CentraReturn>,
): CentraOrder {
  return {
    ...order,
    shipments: order.shipments.map((shipment) => ({ ...shipment, ...shipments.get(shipment.id) })),
    paymentHistory: order.paymentHistory.map((payment) => ({
      ...payment,
      return: returns.get(payment.return?.id ?? "") ?? payment.return,
    })),
  };
}

async function askFor<Found extends { readonly id: string }>(
  session: CentraSession,
  question: "shipments" | "returns",
  ids: readonly string[],
  read: (rows: readonly unknown[]) => Found[],
) {
  const found = new Map<string, Found>();
  const unseen = new Set<string>();
  let reason = "";
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    const some = ids.slice(start, start + MOST_AT_ONCE);
    const entries = await askForSome(some);
    if (entries === null) break;
    for (const one of read(entries.whole)) found.set(one.id, one);
    if (entries.isComplete) continue;
    reason = entries.reason;
    for (const id of some) if (!found.has(id)) unseen.add(id);
  }
  return { found, unseen, reason };

  /** Without a permission only the orders wait that need it. */
  async function askForSome(some: readonly string[]) {
    try {
      const answer = await session.ask(question, { ids: some.map(Number), limit: some.length }, some.length);
      return answer === null ? null : wholeEntries(question, answer);
    } catch (error) {
      if (!(error instanceof CentraFailure) || error.code !== "permission_missing") throw error;
      return { whole: [], isComplete: false, reason: error.failed.detail };
    }
  }
}
