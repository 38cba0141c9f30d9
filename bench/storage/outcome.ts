import { systemClock } from "../../src/clock.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import type { EventState } from "../../src/outbox/outbox.ts";
import type { BenchStorage } from "./bench-storage.ts";

/** How many events there are in each state, after the service has ended. */
export function countStates(storage: BenchStorage): Promise<Record<EventState, number>> {
  return storage.use(async (database) => {
    const counted = { pending: 0, delivered: 0, dead: 0, skipped: 0 };
    for (const { state, events } of await createOutbox({ database, clock: systemClock }).counts())
      counted[state] += events;
    return counted;
  });
}
