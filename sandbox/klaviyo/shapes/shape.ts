import { type ApiFault, invalidInput } from "../http/api-error.ts";

/** The state of one walk through a body: where it stands, and what it found. */
export interface Visit {
  /** Names and indexes from the root of the body to the value being looked at. */
  readonly path: (string | number)[];
  readonly faults: ApiFault[];
  /** Milliseconds since the epoch; times are bounded by it. */
  readonly nowMs: number;
  /** Whether the values within `properties` are held against their limits. */
  readonly checksProperties: boolean;
}

/** Checks a value strictly and says what type it has; on false, at least one fault was added to the visit. */
export type Shape<T> = (value: unknown, visit: Visit) => value is T;
export type ShapeOf<S> = S extends (value: unknown, visit: Visit) => value is infer T ? T : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type ObjectOf<Required extends Fields, Optional extends Fields> = {
  readonly [K in keyof Required]: ShapeOf<Required[K]>;
} & {
  readonly [K in keyof Optional]?: ShapeOf<Optional[K]>;
};

export function startVisit(nowMs: number, checksProperties = true): Visit {
  return { path: [], faults: [], nowMs, checksProperties };
}

/** RFC 6901. */
function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Adds a fault at the place of the visit, or at `below` under it; always false, so that a shape can return it. */
export function fault(visit: Visit, detail: string, ...below: readonly (string | number)[]): false {
  visit.faults.push(invalidInput(detail, pointerOf([...visit.path, ...below])));
  return false;
}

/** Name of the value being looked at, for messages. */
export function nameOf(visit: Visit): string {
  return String(visit.path.at(-1) ?? "data");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with these fields and no others. `resource` is the name that Klaviyo's messages give it. */
export function object<R extends Fields, O extends Fields>(
  resource: string,
  required: R,
  optional: O,
): Shape<ObjectOf<R, O>> {
  const fields = new Map(Object.entries({ ...required, ...optional }));
  const requiredNames = Object.keys(required);
  return (value, visit): value is ObjectOf<R, O> => {
    if (!isRecord(value)) return fault(visit, `'${nameOf(visit)}' must be an object.`);
    let holds = true;
    for (const name in value) {
      const shape = fields.get(name);
      if (shape === undefined) {
        holds = fault(visit, `'${name}' is not a valid field for the resource '${resource}'.`, name);
        continue;
      }
      visit.path.push(name);
      if (!shape(value[name], visit)) holds = false;
      visit.path.pop();
    }
    for (const name of requiredNames) {
      if (value[name] === undefined) {
        holds = fault(visit, `'${name}' is a required field for the resource '${resource}'.`, name);
      }
    }
    return holds;
  };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, visit): value is readonly T[] => {
    if (!Array.isArray(value)) return fault(visit, `'${nameOf(visit)}' must be a list.`);
    let holds = true;
    for (let index = 0; index < value.length; index += 1) {
      visit.path.push(index);
      if (!item(value[index], visit)) holds = false;
      visit.path.pop();
    }
    return holds;
  };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, visit): value is T | null => value === null || shape(value, visit);
}

/** A JSON:API `type`. */
export function literal<T extends string>(expected: T): Shape<T> {
  return (value, visit): value is T => value === expected || fault(visit, `'${nameOf(visit)}' must be '${expected}'.`);
}

export function oneOf<const T extends string>(allowed: readonly T[]): Shape<T> {
  return (value, visit): value is T =>
    allowed.some((candidate) => candidate === value) ||
    fault(visit, `'${nameOf(visit)}' must be one of: ${allowed.join(", ")}.`);
}

/** Text of `min` to `max` characters (UTF-16 code units). */
export function text(min = 0, max = Number.POSITIVE_INFINITY): Shape<string> {
  return (value, visit): value is string => {
    if (typeof value !== "string") return fault(visit, `'${nameOf(visit)}' must be a string.`);
    if (value.length < min) return fault(visit, `'${nameOf(visit)}' must not be shorter than ${min} characters.`);
    if (value.length > max) return fault(visit, `'${nameOf(visit)}' must not be longer than ${max} characters.`);
    return true;
  };
}

export const number: Shape<number> = (value, visit): value is number =>
  (typeof value === "number" && Number.isFinite(value)) || fault(visit, `'${nameOf(visit)}' must be a number.`);

export const boolean: Shape<boolean> = (value, visit): value is boolean =>
  typeof value === "boolean" || fault(visit, `'${nameOf(visit)}' must be a boolean.`);
