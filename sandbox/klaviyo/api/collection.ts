import { type Answer, jsonAnswer } from "../http/answer.ts";
import { type ApiFault, invalidParameter, refuse } from "../http/api-error.ts";
import { type Comparison, parseFilter } from "./filter.ts";
import type { ApiRequest } from "./request.ts";

/** What a GET of a collection understands. */
export interface CollectionRules {
  readonly resource: string;
  /** Operators by field. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Without the minus sign; the first is the default. */
  readonly sorts: readonly string[];
  readonly defaultSort?: string;
  readonly includes: readonly string[];
  /** Null: the size is fixed and `page[size]` is refused. */
  readonly pageSize: { readonly usual: number; readonly max: number } | null;
  /** Default 200. */
  readonly fixedPageSize?: number;
}

const FIXED_PAGE_SIZE = 200;

export interface CollectionQuery {
  readonly comparisons: readonly Comparison[];
  readonly sort: { readonly field: string; readonly descending: boolean } | null;
  readonly includes: readonly string[];
  readonly pageSize: number;
  readonly offset: number;
}

/** The query of a request, or the 400 that it gets. */
export function readCollectionQuery(
  request: ApiRequest,
  rules: CollectionRules,
): { query: CollectionQuery } | { refused: Answer } {
  const faults: ApiFault[] = [];
  for (const name of request.query.keys()) {
    const isKnown =
      ["filter", "sort", "include", "page[cursor]"].includes(name) ||
      /^(additional-)?fields\[[a-z-]+\]$/.test(name) ||
      (name === "page[size]" && rules.pageSize !== null);
    if (!isKnown) {
      const shown = name === "page[size]" ? "page_size" : name;
      faults.push(invalidParameter(`'${shown}' is not a valid field for the resource '${rules.resource}'.`, name));
    }
  }
  const query = {
    comparisons: readComparisons(request.query.get("filter"), rules, faults),
    sort: readSort(request.query.get("sort") ?? rules.defaultSort ?? null, rules, faults),
    includes: readIncludes(request, rules, faults),
    pageSize: readPageSize(request.query.get("page[size]"), rules, faults),
    offset: readCursor(request.query.get("page[cursor]"), faults),
  };
  return faults.length > 0 ? { refused: refuse(400, faults) } : { query };
}

/** `include` of a request for one resource or many. */
export function readIncludes(
  request: ApiRequest,
  rules: Pick<CollectionRules, "includes">,
  faults: ApiFault[],
): readonly string[] {
  const includes = (request.query.get("include") ?? "").split(",").filter((name) => name !== "");
  for (const name of includes) {
    if (!rules.includes.includes(name)) {
      faults.push(invalidParameter(`'${name}' is not an allowed include parameter for this resource.`, "include"));
    }
  }
  return includes;
}

function readComparisons(filter: string | null, rules: CollectionRules, faults: ApiFault[]): readonly Comparison[] {
  if (filter === null || filter === "") return [];
  const comparisons = parseFilter(filter);
  if (comparisons === null) {
    faults.push(invalidParameter("Filter is malformed.", "filter"));
    return [];
  }
  for (const { field, operator } of comparisons) {
    const operators = rules.filters[field];
    if (operators === undefined)
      faults.push(invalidParameter(`'${field}' is not a filterable field for this resource.`, "filter"));
    else if (!operators.includes(operator)) {
      faults.push(invalidParameter(`'${operator}' is not an allowed operator for the field '${field}'.`, "filter"));
    }
  }
  return comparisons;
}

function readSort(sort: string | null, rules: CollectionRules, faults: ApiFault[]): CollectionQuery["sort"] {
  if (sort === null) return null;
  const field = sort.replace(/^-/, "");
  if (!rules.sorts.includes(field))
    faults.push(invalidParameter(`'${sort}' is not an allowed sort for this resource.`, "sort"));
  return { field, descending: sort.startsWith("-") };
}

function readPageSize(size: string | null, rules: CollectionRules, faults: ApiFault[]): number {
  if (rules.pageSize === null) return rules.fixedPageSize ?? FIXED_PAGE_SIZE;
  if (size === null) return rules.pageSize.usual;
  const wanted = Number(size);
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= rules.pageSize.max) return wanted;
  faults.push(invalidParameter(`Page size must be an integer between 1 and ${rules.pageSize.max}.`, "page[size]"));
  return rules.pageSize.usual;
}

function readCursor(cursor: string | null, faults: ApiFault[]): number {
  if (cursor === null || cursor === "") return 0;
  const match = /^bmV4dA(\d+)$/.exec(cursor);
  if (match?.[1] !== undefined) return Number(match[1]);
  faults.push(invalidParameter("Invalid page cursor.", "page[cursor]"));
  return 0;
}

/** The page of `items` that was asked for, with links that can be followed as they are. */
export function collectionAnswer<Item>(
  request: ApiRequest,
  query: CollectionQuery,
  items: readonly Item[],
  toResource: (item: Item) => unknown,
  toIncluded?: (page: readonly Item[]) => readonly unknown[],
): Answer {
  const page = items.slice(query.offset, query.offset + query.pageSize);
  const next = query.offset + query.pageSize < items.length ? query.offset + query.pageSize : null;
  const previous = query.offset > 0 ? Math.max(0, query.offset - query.pageSize) : null;
  return jsonAnswer(200, {
    data: page.map(toResource),
    links: {
      self: `${request.origin}${request.target}`,
      next: next === null ? null : pageLink(request, next),
      prev: previous === null ? null : pageLink(request, previous),
    },
    ...(query.includes.length > 0 && toIncluded ? { included: toIncluded(page) } : {}),
  });
}

function pageLink(request: ApiRequest, offset: number): string {
  const query = new URLSearchParams(request.query);
  query.set("page[cursor]", `bmV4dA${offset}`);
  return `${request.origin}${request.target.split("?")[0]}?${query}`;
}

/** Items in the order that a query asks for, by texts that sort as their values do; without one, as they are. */
export function inOrder<Item>(
  items: readonly Item[],
  sort: CollectionQuery["sort"],
  keyOf: (item: Item, field: string) => string,
): readonly Item[] {
  if (sort === null) return items;
  const direction = sort.descending ? -1 : 1;
  return items.toSorted((one, other) => direction * keyOf(one, sort.field).localeCompare(keyOf(other, sort.field)));
}

/** Whether `actual` stands to the values of a comparison as its operator says. Numbers compare as numbers, all else as text. */
export function holds(
  comparison: Comparison,
  actual: string | number | null,
  parse: (text: string) => string | number | null,
): boolean {
  const expected = comparison.values.map(parse);
  const [first] = expected;
  switch (comparison.operator) {
    case "equals":
      return actual === first;
    case "any":
      return expected.includes(actual);
    case "has":
      return actual !== null;
    case "contains":
      return String(actual ?? "").includes(String(first));
    case "starts-with":
      return String(actual ?? "").startsWith(String(first));
    case "ends-with":
      return String(actual ?? "").endsWith(String(first));
    default:
      return actual !== null && first !== undefined && first !== null && compares(comparison.operator, actual, first);
  }
}

function compares(operator: string, actual: string | number, expected: string | number): boolean {
  switch (operator) {
    case "greater-than":
      return actual > expected;
    case "greater-or-equal":
      return actual >= expected;
    case "less-than":
      return actual < expected;
    default:
      return actual <= expected;
  }
}
