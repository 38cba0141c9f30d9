import { GraphQLError } from "graphql";
import { INSTANCE_TIME_ZONE, offsetMs } from "./time.ts";

/** Milliseconds since the epoch. Without an offset it is read in the instance's time zone. */
export function readDateTime(value: unknown): number {
  if (typeof value !== "string") throw new GraphQLError(`DateTimeTz cannot represent a value of type ${typeof value}.`);
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(value);
  const localMs = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00"}Z`);
  if (match === null || Number.isNaN(localMs)) throw new GraphQLError(`DateTimeTz cannot represent "${value}".`);
  const zone = match[3];
  if (zone === undefined) return localMs - offsetMs(localMs, INSTANCE_TIME_ZONE);
  if (zone === "Z") return localMs;
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return localMs - (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

export function readInt64(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new GraphQLError("Int64 cannot represent what is no integer.");
}
