/** Zones change their offset at a quarter of an hour at the soonest, so one asked for serves the quarter. */
const QUARTER_MS = 15 * 60 * 1000;
const REMEMBERED_QUARTERS = 5000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Milliseconds to add to UTC, by quarter since the epoch. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** A moment (RFC 3339) as the shop's clock shows it: `YYYY-MM-DD HH:mm:ss` in the IANA zone. */
export function shopTime(time: string, timeZone: string): string {
  const moment = Date.parse(time);
  const local = new Date(moment + offsetAt(moment, zoneOf(timeZone)));
  return local.toISOString().slice(0, 19).replace("T", " ");
}

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    // Swedish dates are ISO dates.
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    zone = { format, offsets: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

function offsetAt(moment: number, { format, offsets }: Zone): number {
  const quarter = Math.floor(moment / QUARTER_MS);
  let offset = offsets.get(quarter);
  if (offset === undefined) {
    const start = quarter * QUARTER_MS;
    offset = Date.parse(`${format.format(start).replace(" ", "T")}Z`) - start;
    if (offsets.size >= REMEMBERED_QUARTERS) offsets.clear();
    offsets.set(quarter, offset);
  }
  return offset;
}
