const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 500;

/** A moment (RFC 3339) as the shop's clock shows it: `YYYY-MM-DD HH:mm:ss` in the IANA zone. */
export function shopTime(time: string, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish dates are written as the seed writes them.
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    if (formats.size < MAX_FORMATS) formats.set(timeZone, format);
  }
  return format.format(Date.parse(time));
}
