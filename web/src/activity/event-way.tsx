import type { EventDetail } from "../api/api-types.ts";
import { describeWay } from "./describe-way.ts";
import classes from "./feed.module.css";
import { Moment } from "./moment.tsx";

/** Step by step, from the shop to Klaviyo's answer. */
export function EventWay({ event, timeZone }: { readonly event: EventDetail; readonly timeZone: string }) {
  return (
    <ol className={classes.way}>
      {describeWay(event).map(({ key, tone, text, quote, at }) => (
        <li key={key} data-tone={tone}>
          {text}
          {at !== null && (
            <>
              {" "}
              <Moment at={at} timeZone={timeZone} />
            </>
          )}
          {quote !== undefined && quote !== "" && (
            <div>
              <q>{quote}</q>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
