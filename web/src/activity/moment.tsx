import { showExactTime, showTime } from "../time/show-time.ts";

/** A time as the shop's clocks show it. */
export function Moment({ at, timeZone }: { readonly at: number; readonly timeZone: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={showExactTime(at, timeZone)}>
      {showTime(at, { timeZone, now: Date.now() })}
    </time>
  );
}
