import { type ExpectedMetric, expectedMetrics } from "./expected-metrics.ts";
import type { JournalEntry } from "./journal.ts";

export interface HistoryChoice {
  /** Customers who registered at this moment or later, milliseconds since the epoch. */
  readonly since: number;
  /** Also what was ordered since then by those who never registered. */
  readonly includeGuests?: boolean;
  /** Only what belongs to the store. */
  readonly storeId?: number;
}

const METRICS = new Set(["Placed Order", "Ordered Product", "Confirmed Order", "Cancelled Order", "Refunded Order"]);

/**
 * Computes from the journal alone what a historical export must tell: of all orders of the chosen customers, of any age, that they were
 * placed, confirmed, cancelled and refunded, and what was ordered.
 */
export function expectedHistory(journal: readonly JournalEntry[], choice: HistoryChoice): ExpectedMetric[] {
  const { since, includeGuests = false, storeId } = choice;
  const registeredAt = new Map(
    journal.flatMap((entry) =>
      entry.what === "customer registered" ? [[entry.customerId, Date.parse(entry.at)] as const] : [],
    ),
  );
  const chosen = new Set(
    journal.flatMap((entry) => {
      if (entry.what !== "order made") return [];
      const registered = registeredAt.get(entry.order.customerId);
      const isChosen = registered === undefined ? includeGuests && Date.parse(entry.at) >= since : registered >= since;
      return isChosen ? [entry.order.number] : [];
    }),
  );
  const ofChosen = journal.filter((entry) => {
    if (entry.what === "customer registered") return false;
    return chosen.has(entry.what === "order made" ? entry.order.number : entry.orderNumber);
  });
  return expectedMetrics(ofChosen, storeId === undefined ? {} : { storeId }).filter(({ metric }) =>
    METRICS.has(metric),
  );
}
