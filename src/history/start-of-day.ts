const LONGEST_OFFSET_MS = 15 * 3_600_000;

/**
 * The first moment of a date (`YYYY-MM-DD`) in an IANA zone, milliseconds since the epoch: 00:00:00, or the first moment there is where
 * the clocks are put forward at midnight; the first of the two where they are put back over it.
 */
export function startOfDay(date: string, timeZone: string): number {
  const format = datesIn(timeZone);
  const midnightInUtc = Date.parse(`${date}T00:00:00Z`);
  let before = midnightInUtc - LONGEST_OFFSET_MS;
  let after = midnightInUtc + LONGEST_OFFSET_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (format.format(middle) < date) before = middle;
    else after = middle;
  }
  return after;
}

/** The date (`YYYY-MM-DD`) at a moment in an IANA zone. */
export function dateAt(moment: number, timeZone: string): string {
  return datesIn(timeZone).format(moment);
}

function datesIn(timeZone: string): Intl.DateTimeFormat {
  // Swedish dates are ISO dates.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
}
