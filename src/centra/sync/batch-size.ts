import type { QuestionName } from "../schema/questions.ts";
import type { CentraSession } from "./session.ts";

const FIRST_AT_ONCE = 10;
/** A question may take this share of what Centra allows in the shorter of its windows. */
const SHARE_OF_WINDOW = 0.25;

/** How many things a question asks for at once, by the points that they have cost so far. */
export function batchSize({ client }: CentraSession, question: QuestionName, most: number): number {
  const perItem = client.complexityPerItem(question);
  if (perItem === null) return Math.min(most, FIRST_AT_ONCE);
  const quotas = client.budget.limits().flatMap(({ kind, quota }) => (kind === "QUERY_COMPLEXITY" ? quota : []));
  const points = Math.min(...quotas) * SHARE_OF_WINDOW;
  return Math.max(1, Math.min(most, Math.floor(points / Math.max(1, perItem))));
}
