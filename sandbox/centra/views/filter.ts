import { z } from "zod";

/** The argument `where` after GraphQL has read it: times are milliseconds, single values are lists. */
export type Where = Readonly<Record<string, unknown>>;

const range = z.looseObject({ from: z.number().nullish(), to: z.number().nullish() });
const textMatch = z.looseObject({
  equals: z.string().nullish(),
  startsWith: z.string().nullish(),
  contains: z.string().nullish(),
});

/** Whether all that `where` names holds. A fact may be a list, of which one member must match. */
export function matches<Item>(
  where: Where | null | undefined,
  facts: Readonly<Record<string, (item: Item) => unknown>>,
  item: Item,
): boolean {
  if (where == null) return true;
  return Object.entries(where).every(([name, wanted]) => {
    if (wanted === null || wanted === undefined) return true;
    const fact = facts[name];
    if (fact === undefined) throw new Error(`The sandbox cannot filter by ${name}.`);
    const value = fact(item);
    return Array.isArray(value) ? value.some((one) => fits(wanted, one)) : fits(wanted, value);
  });
}

function fits(wanted: unknown, value: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (typeof wanted !== "object" || wanted === null) return wanted === value;
  if (typeof value === "number") {
    const { from, to } = range.parse(wanted);
    return value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY);
  }
  if (typeof value !== "string") return false;
  const { equals, startsWith, contains } = textMatch.parse(wanted);
  if (equals != null) return value.toLowerCase() === equals.toLowerCase();
  if (startsWith != null) return value.toLowerCase().startsWith(startsWith.toLowerCase());
  return contains != null && value.toLowerCase().includes(contains.toLowerCase());
}
