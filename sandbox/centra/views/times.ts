import { formatTime } from "../schema/time.ts";

interface FormatArgument {
  readonly format?: string | null;
}

/** A field of type DateTimeTz with the argument `format`. */
export function timeField(atMs: number) {
  return ({ format }: FormatArgument) => formatTime(atMs, format ?? undefined);
}

export function optionalTimeField(atMs: number | null) {
  return ({ format }: FormatArgument) => (atMs === null ? null : formatTime(atMs, format ?? undefined));
}
