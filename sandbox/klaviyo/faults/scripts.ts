import { z } from "zod";
import type { NamedEvent } from "./named-events.ts";
import { givesUsualAnswer, type PlannedAnswer, plannedAnswer } from "./planned-answer.ts";

export const eventScript = z.strictObject({
  uniqueId: z.string().min(1),
  /** Without it, the script is for the id under any metric. */
  metric: z.string().optional(),
  /** Given in turn, one an attempt; afterwards the event gets its usual answers. */
  answers: z.array(plannedAnswer).min(1),
});

export type EventScript = z.infer<typeof eventScript>;

export interface Scripts {
  add(script: EventScript): void;
  clear(): void;
  readonly size: number;
  /** Every script and how many of its answers were given. */
  list(): readonly (EventScript & { readonly given: number })[];
  /**
   * The answer of a request with these events. With one event it is that event's next answer. A request with several gets the first
   * answer among them that is not the usual one, and only that event's script moves on; if all are usual, all move on.
   */
  next(events: readonly NamedEvent[]): PlannedAnswer | null;
}

export function createScripts(): Scripts {
  const scripts = new Map<string, { readonly script: EventScript; given: number }>();
  const find = (event: NamedEvent) =>
    scripts.get(keyOf(event.uniqueId, event.metric)) ?? scripts.get(keyOf(event.uniqueId, undefined));

  return {
    add: (script) => void scripts.set(keyOf(script.uniqueId, script.metric), { script, given: 0 }),
    clear: () => scripts.clear(),
    get size() {
      return scripts.size;
    },
    list: () => [...scripts.values()].map(({ script, given }) => ({ ...script, given })),
    next(events) {
      const usual: { given: number }[] = [];
      let usualAnswer: PlannedAnswer | null = null;
      for (const event of events) {
        const entry = find(event);
        const answer = entry?.script.answers[entry.given];
        if (entry === undefined || answer === undefined) continue;
        if (!givesUsualAnswer(answer)) {
          entry.given += 1;
          return answer.pointer === undefined ? { ...answer, pointer: event.pointer } : answer;
        }
        usual.push(entry);
        usualAnswer ??= answer;
      }
      for (const entry of usual) entry.given += 1;
      return usualAnswer;
    },
  };
}

function keyOf(uniqueId: string, metric: string | undefined): string {
  return metric === undefined ? uniqueId : `${uniqueId}\n${metric}`;
}
