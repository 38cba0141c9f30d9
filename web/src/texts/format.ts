/** As the browser's language writes it, in the browser's time zone. */
const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** @param at milliseconds since the epoch. */
export function formatTime(at: number): string {
  return TIME.format(at);
}
