/** Zones change their offset at a quarter of an hour at the soonest, so one asked for serves the quarter. */
const QUARTER_MS = 15 * 60 * 1000;
const REMEMBERED_QUARTERS = 5000;
/** Beyond these years nobody has decided on a zone's offset, and Intl writes years otherwise: the nearest year's offset serves. */
const FIRST_KNOWN = Date.parse("1900-01-01T00:00:00Z");
const LAST_KNOWN = Date.parse("9998-12-31T00:00:00Z");
/** A gift certificate that holds "for ever" ends in the last hour that four digits can write, whatever the zone. */
const FIRST_WRITTEN = Date.parse("0000-01-01T00:00:00Z");
const LAST_WRITTEN = Date.parse("9999-12-31T23:59:59Z");

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Milliseconds to add to UTC, by quarter since the epoch. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** A moment (RFC 3339) as the shop's clock shows it: `YYYY-MM-DD HH:mm:ss` in the IANA zone, within the years 0000 to 9999. */
export function shopTime(time: string, timeZone: string): string {
  const moment = Date.parse(time);
  const offset = offsetAt(within(moment, FIRST_KNOWN, LAST_KNOWN), zoneOf(timeZone));
  const local = new Date(within(moment + offset, FIRST_WRITTEN, LAST_WRITTEN));
  return local.toISOString().slice(0, 19).replace("T", " ");
}

function within(moment: number, first: number, last: number): number {
  return Math.min(last, Math.max(first, moment));
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
