/** The latest historical export of a plugin. */
export interface ExportsTable {
  plugin_id: string;
  state: "pending" | "paused" | "synchronised" | "failed" | "cancelled";
  step: "reading" | "delivering";
  /** Raised by every change, so that of two that saw the same state one is made. */
  revision: number;
  /** JSON: what was asked for. */
  plan: string;
  /** The source's own. */
  cursor: string | null;
  /** JSON: how far it is. */
  progress: string;
  /** JSON: counts and sums by metric and currency. */
  tally: string;
  /** JSON: what stands in the way, or made it fail. */
  trouble: string | null;
  started_at: number;
  updated_at: number;
  finished_at: number | null;
}

export interface ExportProblemsTable {
  plugin_id: string;
  /** From 1, in the order in which they were met. */
  place: number;
  code: string;
  reference: string;
  message: string;
}

/** What an import file says of each customer. A row with an empty customer says how far the file was surveyed, in `orders`, in bytes. */
export interface ExportCustomersTable {
  plugin_id: string;
  file: string;
  /** The e-mail address in lower case. */
  customer: string;
  /** 1: the file has the customer's own line. */
  is_known: 0 | 1;
  /** 1: and the account is as new as was asked for. */
  is_chosen: 0 | 1;
  orders: number;
  /** Of them, those placed since the chosen moment. */
  orders_since: number;
  newest_order_at: number;
  newest_order: string;
}

/** Where an import file first speaks of each order, so that a repetition is known. */
export interface ExportOrdersTable {
  plugin_id: string;
  file: string;
  order_number: string;
  /** From 1. */
  first_line: number;
}
