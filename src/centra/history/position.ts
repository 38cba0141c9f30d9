import { z } from "zod";

/** Up to where a list was read that is sorted by time and then by key. */
export const positionSchema = z.object({
  /** Time of the last thing that was read, milliseconds since the epoch. */
  at: z.number(),
  /** Its id or number. */
  key: z.number(),
  /** The page to ask for next: more than 1 only among more things of one time than fit on a page. */
  page: z.number(),
});
export type Position = z.output<typeof positionSchema>;

/** Something in such a list. */
export interface Placed {
  readonly at: number;
  readonly key: number;
}

/** Whether what is asked for from a time on includes that time is not documented: it is asked from a second before. */
const OVERLAP_MS = 1_000;

/** What to ask for to read on: `since` is where the list begins, milliseconds since the epoch; null = with the oldest. */
export function askFrom(
  after: Position | null,
  since: number | null,
): { readonly from: string | null; readonly page: number } {
  const from = after === null ? since : Math.max(after.at, since ?? after.at);
  return { from: from === null ? null : new Date(from - OVERLAP_MS).toISOString(), page: after?.page ?? 1 };
}

export function isBeyond({ at, key }: Placed, after: Position | null, since: number | null): boolean {
  if (since !== null && at < since) return false;
  return after === null || at > after.at || (at === after.at && key > after.key);
}

/**
 * Where reading goes on once `last` was read. `isPageRead`: nothing of the page that was asked for is left; then among things of one
 * time the next page is asked for, since the question stays the same.
 */
export function positionAt(last: Placed, after: Position | null, isPageRead: boolean): Position {
  const isSameQuestion = after !== null && after.at === last.at;
  const page = isSameQuestion ? after.page : 1;
  return { at: last.at, key: last.key, page: isSameQuestion && isPageRead ? page + 1 : page };
}
