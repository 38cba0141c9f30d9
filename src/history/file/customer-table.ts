import { sql } from "kysely";
import type { Database } from "../../database/database.ts";

/** What a piece of a file says of a customer. */
export interface CustomerNews {
  readonly email: string;
  readonly isKnown: boolean;
  readonly isChosen: boolean;
  readonly orders: number;
  readonly ordersSince: number;
  readonly newestOrderAt: number;
  readonly newestOrder: string;
}

export type KnownCustomer = Pick<CustomerNews, "isKnown" | "isChosen" | "newestOrder">;

/**
 * What a file says of its customers, gathered piece by piece in the database, so that memory does not grow with the file and the
 * order of its lines does not matter.
 */
export interface CustomerTable {
  clear(): Promise<void>;
  /** Adds what the piece that begins at the byte `from` says; once, however often it is called. */
  add(news: readonly CustomerNews[], piece: { readonly from: number; readonly to: number }): Promise<void>;
  find(emails: readonly string[]): Promise<ReadonlyMap<string, KnownCustomer>>;
  totals(includeGuests: boolean): Promise<{ readonly customers: number; readonly orders: number }>;
}

/** The empty address: its row says how far the file was surveyed. */
const MARK = "";

export function createCustomerTable(database: Database, pluginId: string, file: string): CustomerTable {
  const { kysely } = database;

  return {
    async clear() {
      await kysely.deleteFrom("export_customers").where("plugin_id", "=", pluginId).where("file", "=", file).execute();
    },

    async add(news, { from, to }) {
      await database.transaction(async (transaction) => {
        const marked = await sql<{ orders: number }>`
          INSERT INTO export_customers
            (plugin_id, file, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order)
          VALUES (${pluginId}, ${file}, ${MARK}, 0, 0, ${to}, 0, 0, '')
          ON CONFLICT (plugin_id, file, customer) DO UPDATE SET orders = excluded.orders
            WHERE export_customers.orders <= ${from}
          RETURNING orders`.execute(transaction);
        if (marked.rows.length === 0 || news.length === 0) return;
        const rows = database.values("v", {
          columns: {
            customer: "text",
            is_known: "bigint",
            is_chosen: "bigint",
            orders: "bigint",
            orders_since: "bigint",
            newest_order_at: "bigint",
            newest_order: "text",
          },
          rows: news.map((one) => [
            one.email,
            one.isKnown ? 1 : 0,
            one.isChosen ? 1 : 0,
            one.orders,
            one.ordersSince,
            one.newestOrderAt,
            one.newestOrder,
          ]),
        });
        const newer = sql`excluded.newest_order_at >= c.newest_order_at`;
        await sql`
          INSERT INTO export_customers AS c
            (plugin_id, file, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order)
          SELECT ${pluginId}, ${file}, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order
          FROM ${rows} WHERE true
          ON CONFLICT (plugin_id, file, customer) DO UPDATE SET
            is_known = CASE WHEN excluded.is_known = 1 THEN 1 ELSE c.is_known END,
            is_chosen = CASE WHEN excluded.is_chosen = 1 THEN 1 ELSE c.is_chosen END,
            orders = c.orders + excluded.orders,
            orders_since = c.orders_since + excluded.orders_since,
            newest_order = CASE WHEN ${newer} THEN excluded.newest_order ELSE c.newest_order END,
            newest_order_at = CASE WHEN ${newer} THEN excluded.newest_order_at ELSE c.newest_order_at END`.execute(
          transaction,
        );
      });
    },

    async find(emails) {
      if (emails.length === 0) return new Map();
      const keys = database.values("v", {
        columns: { customer: "text" },
        rows: [...new Set(emails)].map((email) => [email]),
      });
      // Not a join: SQLite would go through all customers of the file for it.
      const { rows } = await sql<{ customer: string; is_known: number; is_chosen: number; newest_order: string }>`
        SELECT customer, is_known, is_chosen, newest_order FROM export_customers
        WHERE plugin_id = ${pluginId} AND file = ${file} AND customer IN (SELECT customer FROM ${keys})`.execute(
        kysely,
      );
      return new Map(
        rows.map((row) => [
          row.customer,
          { isKnown: row.is_known === 1, isChosen: row.is_chosen === 1, newestOrder: row.newest_order },
        ]),
      );
    },

    async totals(includeGuests) {
      const guests = includeGuests ? sql`WHEN is_known = 0 THEN orders_since` : sql``;
      const { rows } = await sql<{ customers: number | null; orders: number | null }>`
        SELECT sum(is_chosen) AS customers, sum(CASE WHEN is_chosen = 1 THEN orders ${guests} ELSE 0 END) AS orders
        FROM export_customers WHERE plugin_id = ${pluginId} AND file = ${file} AND customer <> ${MARK}`.execute(kysely);
      return { customers: Number(rows[0]?.customers ?? 0), orders: Number(rows[0]?.orders ?? 0) };
    },
  };
}
