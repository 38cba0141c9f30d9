import { sql } from "kysely";
import type { Database } from "../database/database.ts";

export interface RefundClaim {
  readonly orderNumber: string;
  readonly refundId: string;
  /** False asks only, for a refund that is known to be a later one. */
  readonly mayBeFirst: boolean;
}

/**
 * Which refund is an order's first, and so carries the order's plain number as its id in Klaviyo. Settled once, for all
 * processes, and kept beyond the retention of events: a second refund years later must not take the first one's id.
 */
export interface FirstRefunds {
  /** The first refund of each order, by order number; an undecided order goes to the first claim that may have it. Durable when resolved. */
  settle(pluginId: string, claims: readonly RefundClaim[]): Promise<ReadonlyMap<string, string>>;
}

export function createFirstRefunds(database: Database): FirstRefunds {
  return {
    async settle(pluginId, claims) {
      const orderNumbers = [...new Set(claims.map(({ orderNumber }) => orderNumber))].toSorted();
      const known = await findFirst(database, pluginId, orderNumbers);
      const undecided = firstClaims(
        claims.filter(({ orderNumber, mayBeFirst }) => mayBeFirst && !known.has(orderNumber)),
      );
      if (undecided.length === 0) return known;
      const values = database.values("v", {
        columns: { plugin_id: "text", order_number: "text", refund_id: "text" },
        rows: undecided.map(({ orderNumber, refundId }) => [pluginId, orderNumber, refundId]),
      });
      await database.transaction((transaction) =>
        sql`INSERT INTO first_refunds (plugin_id, order_number, refund_id)
          SELECT v.plugin_id, v.order_number, v.refund_id FROM ${values} WHERE true
          ON CONFLICT (plugin_id, order_number) DO NOTHING`.execute(transaction),
      );
      return findFirst(database, pluginId, orderNumbers);
    },
  };
}

/** The first claim on each order, in the order of the key, so that two processes never lock each other out. */
function firstClaims(claims: readonly RefundClaim[]): RefundClaim[] {
  const first = new Map<string, RefundClaim>();
  for (const claim of claims) if (!first.has(claim.orderNumber)) first.set(claim.orderNumber, claim);
  return [...first.values()].toSorted((a, b) => (a.orderNumber < b.orderNumber ? -1 : 1));
}

async function findFirst(
  { kysely }: Database,
  pluginId: string,
  orderNumbers: readonly string[],
): Promise<Map<string, string>> {
  const rows = await kysely
    .selectFrom("first_refunds")
    .select(["order_number", "refund_id"])
    .where("plugin_id", "=", pluginId)
    .where("order_number", "in", orderNumbers)
    .execute();
  return new Map(rows.map((row) => [row.order_number, row.refund_id]));
}
