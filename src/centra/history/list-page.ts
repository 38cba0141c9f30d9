import { type HistoryProblem, HistorySourceError } from "../../commerce/history-source.ts";
import type { QuestionName } from "../schema/questions.ts";
import type { CentraSession } from "../sync/session.ts";
import { MOST_ROWS, readListRows, UNREADABLE } from "./list-rows.ts";
import { askFrom, isBeyond, type Placed, type Position, positionAt } from "./position.ts";

export interface ListPage<Item extends Placed> {
  /** What was not read before, by time and key. */
  readonly items: readonly Item[];
  /** What Centra could not show. */
  readonly problems: readonly HistoryProblem[];
  /** Where reading goes on after an item of this page. */
  after(item: Item): Position;
  /** Where reading goes on after all of this page; null = there is no more. */
  readonly next: Position | null;
}

interface ListQuestion<Item extends Placed> {
  readonly question: QuestionName;
  /** What is listed, in the merchant's words. */
  readonly what: "customer" | "order";
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Where the list begins, milliseconds since the epoch; null = with the oldest. */
  readonly since: number | null;
  /** Undefined for what cannot be read. */
  readonly read: (row: unknown) => Item | undefined;
}

/**
 * One page of a list by time and key, from a position on: what is added or goes meanwhile moves nothing. Throws CentraFailure,
 * HistorySourceError.
 */
export async function readListPage<Item extends Placed>(
  session: CentraSession,
  { question, what, variables = {}, since, read }: ListQuestion<Item>,
  after: Position | null,
): Promise<ListPage<Item>> {
  const { from, page } = askFrom(after, since);
  const rows = await readListRows(session, question, { ...variables, from }, page);
  if (rows === null) throw cannotList(question);
  const isLast = rows.length < MOST_ROWS;
  const entries = rows.map((row) => (row === UNREADABLE ? undefined : read(row)));
  const listed = entries.filter((entry) => entry !== undefined);
  if (listed.some((item, index) => index > 0 && item.at < (listed[index - 1]?.at ?? 0))) throw isUnsorted(question);
  const items = listed.filter((item) => isBeyond(item, after, since));
  const last = items.at(-1) ?? listed.at(-1);
  return {
    items,
    problems: entries.flatMap((entry, index) => {
      // What follows the last that can be read is met again on the next page.
      const isNew = isLast || entries.slice(index).some((later) => later && isBeyond(later, after, since));
      return entry === undefined && isNew ? [unreadable(what, entries[index - 1] ?? after)] : [];
    }),
    after: (item) => positionAt(item, after, item === last),
    next: isLast || last === undefined ? null : positionAt(furthest(last, after), after, true),
  };
}

/** A page of which everything was read before goes no way back. */
function furthest(last: Placed, after: Position | null): Placed {
  return after !== null && (last.at < after.at || (last.at === after.at && last.key < after.key)) ? after : last;
}

function unreadable(what: string, before: Placed | null): HistoryProblem {
  const place = before === null ? `the first ${what}` : `the ${what} after ${what} ${before.key}`;
  return {
    code: `${what}_unreadable`,
    reference: place,
    message: `Centra cannot list ${place}, so that it is left out. Mend it in Centra and export again; what was sent is not sent twice.`,
  };
}

function cannotList(question: string): HistorySourceError {
  return new HistorySourceError(
    "centra_schema",
    `This Centra instance cannot list what an export needs (${question}). Ask Centra for an update of the instance.`,
    { isRetryable: false },
  );
}

function isUnsorted(question: string): HistorySourceError {
  return new HistorySourceError(
    "centra_schema",
    `This Centra instance does not sort by the time of creation (${question}), without which something might be left out. Ask Centra for an update of the instance.`,
    { isRetryable: false },
  );
}
