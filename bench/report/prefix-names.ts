import type { Figures } from "../benchmark.ts";

/** `{ perSecond }` under `sqlite` is `{ sqlitePerSecond }`. */
export function prefixNames(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [`${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  );
}
