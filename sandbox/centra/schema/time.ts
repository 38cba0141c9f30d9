/** "Timezone is system-wide and decided by the company using Centra" (Order API). */
export const INSTANCE_TIME_ZONE = "Europe/Stockholm";

const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** What the zone's clocks are ahead of UTC, milliseconds. Offsets change on full hours only. */
export function offsetMs(atMs: number, zone: string): number {
  const hour = Math.floor(atMs / HOUR_MS);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  const name = format.formatToParts(hour * HOUR_MS).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  offsets.set(key, offset);
  return offset;
}

/** Centra's default form is `Y-m-d\TH:i:sP`, for example 2022-06-23T15:47:12+02:00. */
export function formatTime(atMs: number, phpFormat = "Y-m-d\\TH:i:sP"): string {
  const offset = offsetMs(atMs, INSTANCE_TIME_ZONE);
  const local = new Date(atMs + offset).toISOString();
  const minutes = Math.abs(offset) / 60_000;
  const zone = `${offset < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  const letters: Readonly<Record<string, string>> = {
    Y: local.slice(0, 4),
    m: local.slice(5, 7),
    d: local.slice(8, 10),
    H: local.slice(11, 13),
    i: local.slice(14, 16),
    s: local.slice(17, 19),
    P: zone,
    U: String(Math.floor(atMs / 1_000)),
  };
  return phpFormat.replace(
    /\\(.)|([A-Za-z])/g,
    (whole, quoted: string | undefined, letter: string | undefined) => quoted ?? letters[letter ?? ""] ?? whole,
  );
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
