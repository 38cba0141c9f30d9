import type { RequestContext } from "../graphql/context.ts";
import type { Where } from "./filter.ts";
import { type Listing, requireLimit, select } from "./listing.ts";

export interface ConnectionArguments {
  readonly where?: Where | null;
  readonly sort?: readonly string[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

const DEFAULT_SIZE = 20;

/** Pages in Relay's manner. A cursor names a record, so that what is inserted before it moves nothing. */
export function connect<Item>(
  items: Iterable<Item>,
  { where, sort, first, after, last, before }: ConnectionArguments,
  listing: Listing<Item>,
  view: (item: Item) => unknown,
  keyOf: (item: Item) => number,
  context: RequestContext,
) {
  const all = select(items, where, sort, listing, context);
  const indexOf = (cursor: string) => all.findIndex((item) => cursorOf(keyOf(item)) === cursor);
  const start = after == null ? 0 : indexOf(after) + 1;
  const end = before == null ? all.length : Math.max(0, indexOf(before));
  const between = all.slice(start, end);
  const backward = first == null && last != null;
  const size = requireLimit(first ?? last ?? DEFAULT_SIZE);
  const chosen = backward ? between.slice(-size) : between.slice(0, size);
  const edges = chosen.map((item) => ({ cursor: cursorOf(keyOf(item)), node: () => view(item) }));
  return {
    totalCount: all.length,
    pageInfo: {
      hasNextPage: backward ? end < all.length : start + chosen.length < end,
      hasPreviousPage: backward ? chosen.length < between.length : start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    edges,
  };
}

function cursorOf(key: number): string {
  return Buffer.from(`cursor:${key}`).toString("base64");
}
