import { GraphQLError } from "graphql";
import type { RequestContext } from "../graphql/context.ts";
import { matcher, type Where } from "./filter.ts";

/** How records of one kind are filtered and sorted: the name of a filter or a sort key → its value. */
export interface Listing<Item> {
  readonly facts: Readonly<Record<string, (item: Item) => unknown>>;
  /** For tokens that are restricted to stores. */
  readonly storeOf?: (item: Item) => number;
}

export interface ListArguments {
  readonly where?: Where | null;
  readonly sort?: readonly string[] | null;
  readonly limit?: number | null;
  readonly page?: number;
}

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 200;

/** One page of the records that match, `page` from 1. Without `sort` in the order in which they were made. */
export function listPage<Item>(
  items: Iterable<Item>,
  { where, sort, limit, page = 1 }: ListArguments,
  listing: Listing<Item>,
  context: RequestContext,
): Item[] {
  const size = requireLimit(limit ?? DEFAULT_LIMIT);
  const start = (Math.max(1, page) - 1) * size;
  return select(items, where, sort, listing, context).slice(start, start + size);
}

/** All that match, sorted. */
export function select<Item>(
  items: Iterable<Item>,
  where: Where | null | undefined,
  sort: readonly string[] | null | undefined,
  { facts, storeOf }: Listing<Item>,
  { token }: RequestContext,
): Item[] {
  const { stores } = token;
  const chosen: Item[] = [];
  const matches = matcher(where, facts);
  for (const item of items) {
    if (stores !== undefined && storeOf !== undefined && !stores.includes(storeOf(item))) continue;
    if (matches(item)) chosen.push(item);
  }
  for (const key of [...(sort ?? [])].reverse()) {
    const [, name = "", direction = "ASC"] = /^(.+)_(ASC|DESC)$/.exec(key) ?? [];
    const fact = facts[name];
    if (fact === undefined) throw new GraphQLError(`Cannot sort by ${key}.`);
    const sign = direction === "ASC" ? 1 : -1;
    chosen.sort((one, other) => sign * compare(fact(one), fact(other)));
  }
  return chosen;
}

export function requireLimit(limit: number): number {
  if (limit < 1 || limit > LARGEST_LIMIT) {
    throw new GraphQLError(`Limit must be in range 1 - ${LARGEST_LIMIT}`, { extensions: { category: "graphql" } });
  }
  return limit;
}

function compare(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other));
}
