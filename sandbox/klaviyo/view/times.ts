const WEEK_MS = 7 * 86_400_000;

/** "Tue at 11:07 am" within the last week, "28 Sept 2022 at 3:12 pm" before it. */
export function spokenTime(atMs: number, nowMs: number, timeZone: string): string {
  const isRecent = Math.abs(nowMs - atMs) < WEEK_MS;
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    ...(isRecent ? { weekday: "short" } : { day: "numeric", month: "short", year: "numeric" }),
  }).format(atMs);
  const time = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(atMs);
  return `${day} at ${time.replace(/\s*([AP])M/, (_, half: string) => ` ${half.toLowerCase()}m`)}`;
}
