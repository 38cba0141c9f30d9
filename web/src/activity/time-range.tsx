import { TextInput } from "@mantine/core";
import { texts } from "../texts/texts.ts";

const words = texts.activity.filters;

interface TimeRangeProps {
  /** RFC 3339. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly onChange: (range: { from?: string | undefined; until?: string | undefined }) => void;
}

/** From when until when, in the browser's own fields and time zone. */
export function TimeRange({ from, until, onChange }: TimeRangeProps) {
  return (
    <>
      <TextInput
        type="datetime-local"
        label={words.from}
        value={toLocal(from)}
        onChange={({ currentTarget }) => onChange({ from: toMoment(currentTarget.value) })}
      />
      <TextInput
        type="datetime-local"
        label={words.until}
        value={toLocal(until)}
        onChange={({ currentTarget }) => onChange({ until: toMoment(currentTarget.value) })}
      />
    </>
  );
}

function toMoment(local: string): string | undefined {
  const time = local === "" ? Number.NaN : Date.parse(local);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function toLocal(moment: string | undefined): string {
  if (moment === undefined) return "";
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
