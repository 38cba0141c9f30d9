import type { IntakeResult } from "../../intake/intake-result.ts";
import { type Fault, HttpProblem } from "../problems/problem.ts";
import type { PushBody } from "./read-events.ts";
import type { PushAnswer, PushResult } from "./schemas.ts";

/** More faults than this are cut: nobody reads them, and the answer stays small. */
const MAX_FAULTS = 200;

/** An item that could not be taken, with its faults. */
export function refusedItem(id: string | null, faults: readonly Fault[]): PushResult {
  return { id, status: "refused", faults: [...faults] };
}

/** What intake made of an event, as the push API says it. */
export function takenItem(id: string, result: IntakeResult): PushResult {
  switch (result.status) {
    case "duplicate":
      return { id, status: "duplicate" };
    case "held":
      return { id, status: "held", reason: result.reason };
    case "accepted":
    case "skipped":
      return { id, status: result.status, ...(result.skipped.length > 0 ? { skipped: [...result.skipped] } : {}) };
    default:
      return result satisfies never;
  }
}

/**
 * The answer to a push: one result by itself, or a list with counts.
 * @throws HttpProblem events_invalid when not one event was taken.
 */
export function composeAnswer(body: PushBody, results: readonly PushResult[]): PushResult | PushAnswer {
  const counts = { accepted: 0, duplicate: 0, held: 0, skipped: 0, refused: 0 };
  for (const { status } of results) counts[status] += 1;
  const answer = { results: [...results], counts };
  if (results.length > 0 && counts.refused === results.length) throw nothingTaken(body, answer);
  const [only] = results;
  return body.isSingle && only !== undefined ? only : answer;
}

function nothingTaken({ isSingle }: PushBody, answer: PushAnswer): HttpProblem {
  const { results } = answer;
  const faults = results.flatMap((result, index) => {
    const root = isSingle ? "" : `/${index}`;
    const own = result.faults ?? [{ pointer: "", detail: result.reason?.message ?? "" }];
    return own.map(({ pointer, detail }) => ({ pointer: root + pointer, detail }));
  });
  const which = isSingle ? "The event was not" : `None of the ${results.length} events was`;
  const cut = faults.length > MAX_FAULTS ? ` The first ${MAX_FAULTS} of ${faults.length} faults are listed.` : "";
  return new HttpProblem("events_invalid", `${which} accepted. Mend what \`errors\` names and send again.${cut}`, {
    errors: faults.slice(0, MAX_FAULTS),
    ...(isSingle ? {} : { members: answer }),
  });
}
