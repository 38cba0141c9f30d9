import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { HistoryProblem } from "../../commerce/history-source.ts";
import { orderEvent } from "../objects/order-events.ts";
import type { CentraOrder } from "../objects/read-order.ts";
import { byTime } from "../sync/look.ts";
import { isOfStore, orderContextOf } from "../sync/look-at-orders.ts";
import type { CentraSession } from "../sync/session.ts";
import { type PastOrders, pastFacts } from "./read-past-orders.ts";

/** One customer's orders, or one order of a guest, by number, oldest first. */
export type OrderGroup = readonly number[];

export interface ToldPast {
  readonly events: readonly CommerceEvent[];
  readonly problems: readonly HistoryProblem[];
  /** By group: the ids of the events of its newest order that could be told. */
  readonly newest: readonly (readonly string[])[];
}

/** What happened to the orders, group by group, each in order of time. Throws CentraFailure. */
export async function tellPast(
  session: CentraSession,
  groups: readonly OrderGroup[],
  past: PastOrders,
  imageSize: string,
): Promise<ToldPast> {
  const context = await orderContextOf(session, imageSize, [...past.orders.values()]);
  const problems: HistoryProblem[] = [];
  const newest: string[][] = [];
  const events = groups.flatMap((numbers) => {
    const ofGroup: CommerceEvent[] = [];
    let ofNewest: string[] = [];
    for (const number of numbers) {
      const order = past.orders.get(number);
      if (order === undefined) problems.push(absence(number, past));
      if (order === undefined || !isOfStore(order, session)) continue;
      const told = tell(order);
      if (told.length > 0) ofNewest = told.map(({ id }) => id);
      ofGroup.push(...told);
    }
    newest.push(ofNewest);
    return byTime(ofGroup);
  });
  return { events, problems, newest };

  function tell(order: CentraOrder): CommerceEvent[] {
    const told = pastFacts(order).map((fact) => ({ fact, made: orderEvent(order, fact, session.source, context) }));
    const faults = told.flatMap(({ fact, made }) => (made.ok ? [] : [`${fact.kind}: ${made.fault}`]));
    const [fault] = faults;
    if (fault !== undefined)
      problems.push({
        code: "order_unusable",
        reference: `order ${order.number}`,
        message: `What Centra says of order ${order.number} cannot be told to Klaviyo (${fault}) Mend it in Centra and export again; what was sent is not sent twice.`,
      });
    return told.flatMap(({ made }) => (made.ok ? [made.event] : []));
  }
}

function absence(number: number, { broken }: PastOrders): HistoryProblem {
  const reference = `order ${number}`;
  const words = broken.get(number);
  if (words === undefined)
    return {
      code: "order_gone",
      reference,
      message: `Order ${number} was in Centra's list and is not there any more, or not for this token.`,
    };
  return {
    code: "order_incomplete",
    reference,
    message: `Centra did not show all of order ${number} (${words}). Mend it in Centra and export again; what was sent is not sent twice.`,
  };
}
