import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";

export interface RefundClaim {
  readonly orderNumber: string;
  readonly refundId: string;
  /** False for a refund that is known to be a later one. */
  readonly mayBeFirst: boolean;
}

/**
 * Which refund is an order's first, and so carries the order's plain number as its id in Klaviyo. It is settled for each
 * refund when it is first told of, for all processes, and kept beyond the retention of events: a refund must have one id
 * for ever, and a second refund years later must not take the first one's.
 */
export interface FirstRefunds {
  /**
   * For each claim whether its refund is its order's first. Of several new ones of an order the first claim that may be it
   * is it. Durable when resolved.
   */
  settle(pluginId: string, claims: readonly RefundClaim[]): Promise<boolean[]>;
}

export function createFirstRefunds(database: Database): FirstRefunds {
  async function findKnown(pluginId: string, claims: readonly RefundClaim[]): Promise<Map<string, boolean>> {
    const rows = await database.kysely
      .selectFrom("refunds")
      .select(["order_number", "refund_id", "is_first"])
      .where("plugin_id", "=", pluginId)
      .where("order_number", "in", [...new Set(claims.map(({ orderNumber }) => orderNumber))])
      .execute();
    return new Map(rows.map((row) => [keyOf(row.order_number, row.refund_id), row.is_first === 1]));
  }

  /** A row that is there, or a first refund that is there, stays as it is. */
  async function insert(
    transaction: Transaction<Schema>,
    pluginId: string,
    claims: readonly RefundClaim[],
    isFirst: 0 | 1,
  ) {
    const values = database.values("v", {
      columns: { order_number: "text", refund_id: "text" },
      rows: claims.map(({ orderNumber, refundId }) => [orderNumber, refundId]),
    });
    await sql`INSERT INTO refunds (plugin_id, order_number, refund_id, is_first)
      SELECT ${pluginId}, v.order_number, v.refund_id, ${sql.lit(isFirst)} FROM ${values} WHERE true
      ON CONFLICT DO NOTHING`.execute(transaction);
  }

  return {
    async settle(pluginId, claims) {
      if (claims.length === 0) return [];
      let known = await findKnown(pluginId, claims);
      const news = claims.filter(({ orderNumber, refundId }) => !known.has(keyOf(orderNumber, refundId)));
      if (news.length > 0) {
        await database.transaction(async (transaction) => {
          const candidates = firstCandidates(news);
          if (candidates.length > 0) await insert(transaction, pluginId, candidates, 1);
          await insert(transaction, pluginId, news.toSorted(byKey), 0);
        });
        known = await findKnown(pluginId, claims);
      }
      return claims.map(({ orderNumber, refundId }) => known.get(keyOf(orderNumber, refundId)) === true);
    },
  };
}

/** The first claim on each order that may be the first. */
function firstCandidates(claims: readonly RefundClaim[]): RefundClaim[] {
  const first = new Map<string, RefundClaim>();
  for (const claim of claims)
    if (claim.mayBeFirst && !first.has(claim.orderNumber)) first.set(claim.orderNumber, claim);
  return [...first.values()].toSorted(byKey);
}

/** Always in the order of the key, so that processes rarely lock each other out. */
function byKey(a: RefundClaim, b: RefundClaim): number {
  return keyOf(a.orderNumber, a.refundId) < keyOf(b.orderNumber, b.refundId) ? -1 : 1;
}

function keyOf(orderNumber: string, refundId: string): string {
  return JSON.stringify([orderNumber, refundId]);
}
