import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import {
  type HistoryPage,
  type HistoryProblem,
  type HistorySource,
  HistorySourceError,
} from "../../src/commerce/history-source.ts";
import type { OpenHistorySource } from "../../src/history/history-source.ts";

/** A customer's part of the history: what came of their orders, and what could not be read. */
export interface ListedCustomer {
  /** When the account was made. */
  readonly createdAt: string;
  readonly orders: number;
  readonly events: readonly CommerceEvent[];
  readonly problems?: readonly HistoryProblem[];
}

/** A shop in memory as a source, so many customers a page; `fail` may throw before a page is given. */
export function listSource(
  customers: readonly ListedCustomer[],
  options: { readonly pageSize?: number; readonly fail?: (cursor: string | null) => void } = {},
): OpenHistorySource {
  const { pageSize = 10, fail = () => {} } = options;
  return async (_plugin, { since }): Promise<HistorySource> => {
    const chosen = customers.filter(({ createdAt }) => Date.parse(createdAt) >= since);
    return {
      count: async () => ({ customers: chosen.length, orders: chosen.reduce((sum, { orders }) => sum + orders, 0) }),
      read: async (cursor): Promise<HistoryPage> => {
        fail(cursor);
        const start = Number(cursor ?? 0);
        if (Number.isNaN(start))
          throw new HistorySourceError("cursor_unknown", "No such cursor.", { isRetryable: false });
        const page = chosen.slice(start, start + pageSize);
        return {
          events: page.flatMap(({ events }) => events),
          customers: page.length,
          orders: page.reduce((sum, { orders }) => sum + orders, 0),
          problems: page.flatMap(({ problems = [] }) => problems),
          next: start + pageSize < chosen.length ? String(start + pageSize) : null,
          currentDate: page.at(-1)?.createdAt.slice(0, 10) ?? null,
        };
      },
    };
  };
}
