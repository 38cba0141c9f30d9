import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import type { GraphqlError } from "../api/outcome.ts";
import type { NewProblem } from "./problem-store.ts";
import type { ToldKind } from "./told-store.ts";

/** What came of looking at some things. */
export interface Look {
  readonly events: readonly CommerceEvent[];
  /** By reference: all that is told of it once the events are taken. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
  readonly toldKind: ToldKind;
  /** References that could not be seen whole, and are to be looked at again. */
  readonly unseen: ReadonlySet<string>;
  readonly problems: readonly NewProblem[];
}

/**
 * Which entries of the list at `field` an answer shows whole: GraphQL leaves holes and says in `errors` where. An error that does not
 * say where casts doubt on all of them.
 */
export function wholeEntries(
  field: string,
  answer: { readonly data: Readonly<Record<string, unknown>>; readonly errors: readonly GraphqlError[] },
): { readonly whole: readonly unknown[]; readonly isComplete: boolean; readonly reason: string } {
  const list = answer.data[field];
  const entries = Array.isArray(list) ? list : [];
  const relevant = answer.errors.filter(({ path }) => path.length === 0 || path[0] === field);
  const reason = relevant[0]?.message ?? "Centra left it out of its answer";
  if (relevant.some(({ path }) => typeof path[1] !== "number")) return { whole: [], isComplete: false, reason };
  const broken = new Set(relevant.map(({ path }) => path[1]));
  const whole = entries.filter((entry, index) => entry !== null && !broken.has(index));
  return { whole, isComplete: whole.length === entries.length && Array.isArray(list), reason };
}

/** In the order in which things happened; what happened at once keeps its order. */
export function byTime(events: readonly CommerceEvent[]): CommerceEvent[] {
  return events.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
}
