import { Moment } from "../values.ts";

/** What the clock on the wall of a zone (IANA) shows at an instant. */
export function clockOfZone(instant: number, timeZone: string): Moment {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wallClock = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return new Moment(wallClock, Math.round((wallClock - Math.floor(instant / 1_000) * 1_000) / 60_000));
}
