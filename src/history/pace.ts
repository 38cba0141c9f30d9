import type { Clock } from "../clock.ts";

const WINDOW_MS = 60_000;
/** Of less than this no rate can be told. */
const SHORTEST_MS = 1_000;

/** How fast an export is, measured over its last minute. */
export interface Pace {
  note(read: { readonly events: number; readonly orders: number }): void;
  rates(): { readonly eventsPerSecond: number; readonly ordersPerSecond: number };
}

export function startPace(clock: Clock): Pace {
  let startedAt = clock.monotonic();
  let notes: { readonly at: number; readonly events: number; readonly orders: number }[] = [];

  return {
    note({ events, orders }) {
      const now = clock.monotonic();
      notes.push({ at: now, events, orders });
      const [oldest] = notes;
      if (oldest === undefined || now - oldest.at < 2 * WINDOW_MS) return;
      notes = notes.filter(({ at }) => now - at <= WINDOW_MS);
      startedAt = now - WINDOW_MS;
    },
    rates() {
      const now = clock.monotonic();
      const from = Math.max(startedAt, now - WINDOW_MS);
      const seconds = (now - from) / 1_000;
      if (now - from < SHORTEST_MS) return { eventsPerSecond: 0, ordersPerSecond: 0 };
      const recent = notes.filter(({ at }) => at >= from);
      const rate = (of: "events" | "orders") =>
        Math.round((recent.reduce((sum, note) => sum + note[of], 0) / seconds) * 10) / 10;
      return { eventsPerSecond: rate("events"), ordersPerSecond: rate("orders") };
    },
  };
}
