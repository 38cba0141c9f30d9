import type { QuestionName } from "../schema/questions.ts";
import { CentraFailure, partialFailure } from "../sync/failure.ts";
import type { CentraSession } from "../sync/session.ts";

/** The largest page, a power of two, so that it can be halved down to one. */
export const MOST_ROWS = 128;
/** More means that Centra fails whatever it is asked for: halving a page down to one row takes eight. */
const MOST_FAILURES_IN_A_ROW = 12;

/** In place of a row that Centra cannot show. */
export const UNREADABLE = Symbol("unreadable");

/**
 * The rows of one page of a list. A row that Centra cannot show spoils the answer for its page; halves of the page find it. Null when
 * this instance has no such list. Throws CentraFailure when Centra answers nothing at all.
 */
export async function readListRows(
  session: CentraSession,
  question: QuestionName,
  variables: Readonly<Record<string, unknown>>,
  page: number,
): Promise<readonly unknown[] | null> {
  let failuresInARow = 0;
  return readRows(MOST_ROWS, page);

  async function readRows(limit: number, number: number): Promise<readonly unknown[] | null> {
    const whole = await readWhole(limit, number);
    if (whole !== UNREADABLE) return whole;
    if (limit === 1) return [UNREADABLE];
    const first = await readRows(limit / 2, 2 * number - 1);
    if (first === null || first.length < limit / 2) return first;
    return [...first, ...((await readRows(limit / 2, 2 * number)) ?? [])];
  }

  async function readWhole(limit: number, number: number): Promise<readonly unknown[] | null | typeof UNREADABLE> {
    try {
      const answer = await session.ask(question, { ...variables, limit, page: number }, limit);
      if (answer === null) return null;
      const rows = answer.data.listed;
      const isWhole = Array.isArray(rows) && answer.errors.length === 0 && !rows.includes(null);
      if (!isWhole) return noteFailure(answer.errors[0]?.message ?? "a list with holes");
      failuresInARow = 0;
      return rows;
    } catch (error) {
      if (!(error instanceof CentraFailure) || error.code !== "centra_error") throw error;
      return noteFailure(error.failed.detail);
    }
  }

  function noteFailure(detail: string): typeof UNREADABLE {
    failuresInARow += 1;
    const failure = partialFailure(question, detail);
    if (failure.code === "centra_error" && failuresInARow <= MOST_FAILURES_IN_A_ROW) return UNREADABLE;
    throw failure;
  }
}
