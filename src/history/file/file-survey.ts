import { sql, type Transaction } from "kysely";
import type { Database } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";

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

/** What a piece of a file says: each customer once, and the line on which each order first stands in it. */
export interface FileNews {
  readonly customers: readonly CustomerNews[];
  readonly firstLines: ReadonlyMap<string, number>;
}

/**
 * What a file says of its customers and orders, gathered piece by piece in the database, so that memory does not grow with the file and the
 * order of its lines does not matter.
 */
export interface FileSurvey {
  /** Forgets all, little by little; what breaks off is to be called again. */
  clear(): Promise<void>;
  /** Adds what the piece that begins at the byte `from` says; once, however often it is called. Pieces come in their order. */
  add(news: FileNews, piece: { readonly from: number; readonly to: number }): Promise<void>;
  customers(emails: readonly string[]): Promise<ReadonlyMap<string, KnownCustomer>>;
  /** The line on which each of the orders first stands in the file. */
  firstLines(orderNumbers: readonly string[]): Promise<ReadonlyMap<string, number>>;
  totals(includeGuests: boolean): Promise<{ readonly customers: number; readonly orders: number }>;
}

/** The empty address: its row says how far the file was surveyed. */
const MARK = "";

/** Rows that are deleted at once: a few milliseconds, and memory that does not grow with the file. */
const CLEARED_AT_ONCE = 500;

export function createFileSurvey(options: {
  readonly database: Database;
  readonly pluginId: string;
  readonly file: string;
  /** Before each step of clearing. */
  readonly nextTurn: () => Promise<void>;
}): FileSurvey {
  const { database, pluginId, file, nextTurn } = options;
  const { kysely } = database;

  async function addCustomers(transaction: Transaction<Schema>, customers: readonly CustomerNews[]): Promise<void> {
    if (customers.length === 0) return;
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
      rows: customers.map((one) => [
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
  }

  async function addOrders(transaction: Transaction<Schema>, firstLines: FileNews["firstLines"]): Promise<void> {
    if (firstLines.size === 0) return;
    const rows = database.values("v", {
      columns: { order_number: "text", first_line: "bigint" },
      rows: [...firstLines],
    });
    await sql`
      INSERT INTO export_orders (plugin_id, file, order_number, first_line)
      SELECT ${pluginId}, ${file}, order_number, first_line FROM ${rows} WHERE true
      ON CONFLICT (plugin_id, file, order_number) DO NOTHING`.execute(transaction);
  }

  async function clearTable(table: string, key: string): Promise<void> {
    const column = sql.ref(key);
    const ofFile = sql`FROM ${sql.table(table)} WHERE plugin_id = ${pluginId} AND file = ${file}`;
    let after = sql``;
    for (;;) {
      await nextTurn();
      const { rows } = await sql<{ name: string }>`
        SELECT ${column} AS name ${ofFile} ${after} ORDER BY ${column} LIMIT 1 OFFSET ${CLEARED_AT_ONCE - 1}`.execute(
        kysely,
      );
      const last = rows[0]?.name;
      const upTo = last === undefined ? sql`` : sql`AND ${column} <= ${last}`;
      await sql`DELETE ${ofFile} ${after} ${upTo}`.execute(kysely);
      if (last === undefined) return;
      after = sql`AND ${column} > ${last}`;
    }
  }

  function namesTable(names: readonly string[]) {
    return database.values("v", { columns: { name: "text" }, rows: [...new Set(names)].map((name) => [name]) });
  }

  return {
    async clear() {
      await clearTable("export_orders", "order_number");
      await clearTable("export_customers", "customer");
    },

    async add({ customers, firstLines }, { from, to }) {
      await database.transaction(async (transaction) => {
        const marked = await sql<{ orders: number }>`
          INSERT INTO export_customers
            (plugin_id, file, customer, is_known, is_chosen, orders, orders_since, newest_order_at, newest_order)
          VALUES (${pluginId}, ${file}, ${MARK}, 0, 0, ${to}, 0, 0, '')
          ON CONFLICT (plugin_id, file, customer) DO UPDATE SET orders = excluded.orders
            WHERE export_customers.orders <= ${from}
          RETURNING orders`.execute(transaction);
        if (marked.rows.length === 0) return;
        await addCustomers(transaction, customers);
        await addOrders(transaction, firstLines);
      });
    },

    async customers(emails) {
      if (emails.length === 0) return new Map();
      // Not a join: SQLite would go through all customers of the file for it.
      const { rows } = await sql<{ customer: string; is_known: number; is_chosen: number; newest_order: string }>`
        SELECT customer, is_known, is_chosen, newest_order FROM export_customers
        WHERE plugin_id = ${pluginId} AND file = ${file} AND customer IN (SELECT name FROM ${namesTable(emails)})`.execute(
        kysely,
      );
      return new Map(
        rows.map((row) => [
          row.customer,
          { isKnown: row.is_known === 1, isChosen: row.is_chosen === 1, newestOrder: row.newest_order },
        ]),
      );
    },

    async firstLines(orderNumbers) {
      if (orderNumbers.length === 0) return new Map();
      const { rows } = await sql<{ order_number: string; first_line: number }>`
        SELECT order_number, first_line FROM export_orders
        WHERE plugin_id = ${pluginId} AND file = ${file}
          AND order_number IN (SELECT name FROM ${namesTable(orderNumbers)})`.execute(kysely);
      return new Map(rows.map((row) => [row.order_number, row.first_line]));
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
