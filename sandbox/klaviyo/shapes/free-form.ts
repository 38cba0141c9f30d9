import { fault, isRecord, nameOf, type Shape, type Visit } from "./shape.ts";

/** Limits of an event's properties (Events API overview, "Limitations"). KB is 1,000 bytes here, the stricter reading. */
const FREE_FORM_LIMITS = {
  properties: 400,
  stringBytes: 100_000,
  arrayItems: 4_000,
  objectLevels: 10,
} as const;

const INT64 = 2 ** 63;
/** UTF-8 needs at most three bytes for a UTF-16 code unit. */
const STRING_THAT_ALWAYS_FITS = Math.floor(FREE_FORM_LIMITS.stringBytes / 3);

/** The free object of `properties`, for an event or a profile. */
export const freeForm: Shape<Readonly<Record<string, unknown>>> = (
  value,
  visit,
): value is Readonly<Record<string, unknown>> => {
  if (!isRecord(value)) return fault(visit, `'${nameOf(visit)}' must be an object.`);
  if (!visit.checksProperties) return true;
  const names = Object.keys(value).length;
  if (names > FREE_FORM_LIMITS.properties) {
    return fault(
      visit,
      `'${nameOf(visit)}' has ${names} properties; at most ${FREE_FORM_LIMITS.properties} are allowed.`,
    );
  }
  return isWithinLimits(value, 1) || withinLimits(value, 1, visit);
};

/** As `withinLimits`, without finding out where: most of the time of a bulk request is spent here. */
function isWithinLimits(value: unknown, level: number): boolean {
  if (typeof value === "string") return stringFits(value);
  if (typeof value === "number") return numberFits(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) {
    if (value.length > FREE_FORM_LIMITS.arrayItems) return false;
    for (const item of value) if (!isWithinLimits(item, level)) return false;
    return true;
  }
  if (level > FREE_FORM_LIMITS.objectLevels || !isRecord(value)) return false;
  for (const name in value) if (!isWithinLimits(value[name], level + 1)) return false;
  return true;
}

/** `level` is that of an object at this place; lists are no level of their own. */
function withinLimits(value: unknown, level: number, visit: Visit): boolean {
  switch (typeof value) {
    case "string":
      return stringFits(value) || fault(visit, `'${nameOf(visit)}' must not be larger than 100 KB.`);
    case "number":
      return (
        numberFits(value) || fault(visit, `'${nameOf(visit)}' must be a signed 64-bit integer or a finite number.`)
      );
    case "object":
      if (value === null) return true;
      return Array.isArray(value) ? arrayWithinLimits(value, level, visit) : objectWithinLimits(value, level, visit);
    default:
      return true;
  }
}

function stringFits(value: string): boolean {
  return value.length <= STRING_THAT_ALWAYS_FITS || Buffer.byteLength(value) <= FREE_FORM_LIMITS.stringBytes;
}

function numberFits(value: number): boolean {
  return Number.isInteger(value) ? value >= -INT64 && value < INT64 : Number.isFinite(value);
}

function arrayWithinLimits(items: readonly unknown[], level: number, visit: Visit): boolean {
  if (items.length > FREE_FORM_LIMITS.arrayItems) {
    return fault(
      visit,
      `'${nameOf(visit)}' has ${items.length} items; at most ${FREE_FORM_LIMITS.arrayItems} are allowed.`,
    );
  }
  let holds = true;
  for (let index = 0; index < items.length; index += 1) {
    visit.path.push(index);
    if (!withinLimits(items[index], level, visit)) holds = false;
    visit.path.pop();
  }
  return holds;
}

function objectWithinLimits(value: object, level: number, visit: Visit): boolean {
  if (level > FREE_FORM_LIMITS.objectLevels) {
    return fault(visit, `'${nameOf(visit)}' is nested deeper than ${FREE_FORM_LIMITS.objectLevels} levels.`);
  }
  let holds = true;
  for (const [name, inner] of Object.entries(value)) {
    visit.path.push(name);
    if (!withinLimits(inner, level + 1, visit)) holds = false;
    visit.path.pop();
  }
  return holds;
}
