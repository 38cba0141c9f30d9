import type { Instance } from "../instance/instance.ts";
import type { JournalEntry } from "./journal.ts";
import type { Chance } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/** What everything that happens in the simulated shop works with. */
export interface ShopFloor {
  readonly instance: Instance;
  readonly timeline: Timeline;
  readonly chance: Chance;
  write(entry: JournalEntry): void;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
