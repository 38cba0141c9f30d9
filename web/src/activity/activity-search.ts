import { METRICS, type Metric } from "./metrics.ts";

export const STATES = ["pending", "delivered", "dead", "skipped", "held"] as const;
export type ShownState = (typeof STATES)[number];

export const SPANS = ["1h", "24h", "7d"] as const;
export type Span = (typeof SPANS)[number];
const SPAN_MS: Readonly<Record<Span, number>> = { "1h": 3_600_000, "24h": 86_400_000, "7d": 7 * 86_400_000 };

/** What the address asks for; what it does not name is not narrowed. */
export interface ActivitySearch {
  readonly plugin?: string;
  readonly metric?: Metric;
  readonly state?: ShownState;
  readonly lane?: "live" | "history";
  readonly email?: string;
  readonly order?: string;
  /** The last hour, day or week, seen from when the page is opened. */
  readonly last?: Span;
  /** A moment in RFC 3339; goes before `last`. */
  readonly from?: string;
  readonly until?: string;
}

/** For the route: nonsense in an address narrows nothing. */
export function validateActivitySearch(search: Readonly<Record<string, unknown>>): ActivitySearch {
  const { plugin, email, order, from, until } = search;
  return withoutUndefined({
    plugin: textOf(plugin),
    metric: METRICS.find((metric) => metric === search.metric),
    state: STATES.find((state) => state === search.state),
    lane: (["live", "history"] as const).find((lane) => lane === search.lane),
    email: textOf(email),
    order: textOf(order),
    last: SPANS.find((span) => span === search.last),
    from: momentOf(from),
    until: momentOf(until),
  });
}

/** What a person typed into the one field: an e-mail address or an order's number. */
export function readTerm(term: string): Pick<ActivitySearch, "email" | "order"> {
  const text = term.trim();
  if (text === "") return {};
  return text.includes("@") ? { email: text } : { order: text };
}

/** The query of the API. `now`: milliseconds since the epoch, the same for as long as the page shows one search. */
export function toEventQuery(search: ActivitySearch, now: number) {
  const { plugin, metric, state, lane, email, order, last, from, until } = search;
  const start = from === undefined ? last && now - SPAN_MS[last] : Date.parse(from);
  return withoutUndefined({
    ...{ plugin, metric, lane, email, order },
    state: state === "held" ? undefined : state,
    from: start,
    until: until === undefined ? undefined : Date.parse(until),
  });
}

export type EventQuery = ReturnType<typeof toEventQuery>;

export function isNarrowed(search: ActivitySearch): boolean {
  return Object.keys(search).length > 0;
}

/** An order's number may look like a number in the address. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" && text.length <= 254 ? text : undefined;
}

function momentOf(value: unknown): string | undefined {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

function withoutUndefined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<Value>;
}
